import { type JournalRecord, journalSlotMs, journalSlotsBetween, type RecoveryResult } from '@redoubt/contracts';
import { type EventPublisher, FaultError, inParallel, type Journal } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import type { Announcer } from './announcer.ts';
import { acceptedEventOf } from './domain/accepted-event.ts';
import type { OutboxEntry } from './ledger-answers.ts';
import { findMissing } from './missing-commands.ts';
import { reannounce } from './reannounce.ts';

/** Commands applied at a time. Payments do not depend on each other; more than this waits for the database anyway. */
const parallelMax = 8;

export interface RecoverPorts {
  readonly ledger: Pick<Ledger, 'apply' | 'missingOf' | 'watermark' | 'eventsBefore'>;
  readonly journal: Pick<Journal, 'commandsIn'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  /** Told of each command that the ledger did not take. */
  onInDoubt(record: JournalRecord, error: Error): void;
}

/**
 * Brings back what the database lost with its region.
 *
 * Everything accepted before the replicated watermark is in the ledger. After it, the journal says what was acknowledged;
 * what the ledger lacks of that is applied again, oldest first, under the ids it always had. Then the events that the
 * lost region's bus may have swallowed are announced on this one: the acceptance of every command examined, because a
 * booking can have crossed to this region while its announcement did not, and what the ledger has recorded.
 *
 * Safe to repeat: the second time finds nothing missing.
 *
 * @throws FaultError `stale_epoch` or `epoch_not_open` when the epoch is not the ledger's; a fault of journal, ledger or
 * bus when one gives no answer. Call it again.
 */
export async function recoverLedger(
  ports: RecoverPorts,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<RecoveryResult> {
  const { ledger, journal, announcer, publisher, onInDoubt } = ports;
  const watermark = await ledger.watermark();
  // The next minute too: the lost region's clock may have been ahead.
  const slots = journalSlotsBetween({ fromMs: Date.parse(watermark), toMs: nowMs + journalSlotMs });
  const { examined, missing } = await findMissing(slots, journal, ledger);

  const outcomes = await inParallel(missing, parallelMax, async (record) => {
    try {
      return await applyLost(record, { ledger, epoch, region });
    } catch (error) {
      // A fault hits every command alike: the whole recovery is tried again. Anything else is about this one.
      if (error instanceof FaultError) throw error;
      onInDoubt(record, error as Error);
      return undefined;
    }
  });
  const applied = outcomes.filter((outcome) => outcome !== undefined);
  const inDoubt = new Set(missing.filter((_, at) => outcomes[at] === undefined));
  const sound = examined.filter((record) => !inDoubt.has(record));
  await announcer.announce(applied.flatMap(({ events }) => events));
  await publisher.publish(sound.map((record) => acceptedEventOf(record, region)));

  const announcedAgain = await reannounce(ledger, publisher, { epoch, region, sinceMs: Date.parse(watermark) });
  return {
    service: 'transactions',
    examined: examined.length,
    applied: applied.filter(({ isNew }) => isNew).length,
    announced: applied.flatMap(({ events }) => events).length + sound.length + announcedAgain,
    inDoubt: inDoubt.size,
  };
}

interface AppliedAgain {
  /** False when the queue's consumer was faster. */
  readonly isNew: boolean;
  readonly events: readonly OutboxEntry[];
}

async function applyLost(
  record: JournalRecord,
  {
    ledger,
    epoch,
    region,
  }: { readonly ledger: Pick<Ledger, 'apply'>; readonly epoch: number; readonly region: string },
): Promise<AppliedAgain> {
  const answer = await ledger.apply({ epoch, originRegion: region, command: record.command, appliedBy: 'recovery' });
  if (answer.outcome === 'applied') return { isNew: !answer.replayed, events: answer.events };
  throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, the recovery at ${epoch}`);
}
