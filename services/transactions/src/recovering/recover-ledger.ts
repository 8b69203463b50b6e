import { type Command, journalSlotMs, journalSlotsBetween, type RecoveryResult } from '@redoubt/contracts';
import { type EventPublisher, FaultError, type JournalReader } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { Announcer } from '../announcing/announcer.ts';
import { reannounce } from '../announcing/reannounce.ts';
import { acceptedEventOf } from '../domain/accepted-event.ts';
import { findMissing } from './missing-commands.ts';
import { isAccepted, replayCommands } from './replay-commands.ts';

export interface RecoverLedgerDependencies {
  readonly ledger: Pick<
    Ledger,
    'apply' | 'applyRecorded' | 'finishRecovery' | 'missingOf' | 'watermark' | 'eventsBefore'
  >;
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  /** Told of each command that the ledger did not take. */
  onInDoubt(command: Command, error: Error): void;
}

/**
 * Brings back what the database lost with its region.
 *
 * Everything accepted before the replicated watermark is in the ledger. After it, the journal says what was acknowledged;
 * what the ledger lacks of that is applied again, under the ids it always had and with the outcome that was answered. From
 * then on changes are decided again: before, they would be decided on books that lack what was answered already. Then
 * the events that the lost region's bus may have swallowed are announced on this one: the acceptance of every payment
 * examined, because a booking can have crossed to this region while its announcement did not, and what the ledger has
 * recorded.
 *
 * Safe to repeat: the second time finds nothing missing.
 *
 * @throws FaultError `stale_epoch` or `epoch_not_open` when the epoch is not the ledger's; a fault of journal, ledger or
 * bus when one gives no answer. Call it again.
 */
export async function recoverLedger(
  dependencies: RecoverLedgerDependencies,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<RecoveryResult> {
  const { ledger, journal, announcer, publisher, onInDoubt } = dependencies;
  const watermark = await ledger.watermark();
  // The next minute too: the lost region's clock may have been ahead.
  const slots = journalSlotsBetween({ fromMs: Date.parse(watermark), toMs: nowMs + journalSlotMs });
  const commandIds = await journal.commandIdsIn(slots);
  const { missing, unreadable } = await findMissing(commandIds, journal, ledger);

  const applied = await replayCommands(missing, { ledger, onInDoubt }, { epoch, originRegion: region });
  // Merchants wait for this with their captures, voids and refunds; nobody waits for the announcements.
  const finished = await ledger.finishRecovery(epoch);
  if (finished.outcome !== 'recovered') {
    throw new FaultError(finished.outcome, `the ledger is at epoch ${finished.epoch}, the recovery at ${epoch}`);
  }
  await announcer.announce(applied.flatMap(({ events }) => events));
  const replayed = new Set(applied.map(({ replay }) => replay.command.commandId));
  const inDoubtIds = new Set(missing.map(({ command }) => command.commandId).filter((id) => !replayed.has(id)));
  const journaled = await journal.commandsOf(commandIds);
  const accepted = journaled
    .flatMap((found) => (found.kind === 'record' ? found.record : []))
    .filter(isAccepted)
    .filter(({ command }) => !inDoubtIds.has(command.commandId));
  await publisher.publish(accepted.map((creation) => acceptedEventOf(creation, region)));

  const announcedAgain = await reannounce(ledger, publisher, { epoch, region, sinceMs: Date.parse(watermark) });
  return {
    service: 'transactions',
    examined: commandIds.length,
    applied: applied.filter(({ isNew }) => isNew).length,
    announced: applied.flatMap(({ events }) => events).length + accepted.length + announcedAgain,
    inDoubt: inDoubtIds.size,
    setAside: unreadable.length,
  };
}
