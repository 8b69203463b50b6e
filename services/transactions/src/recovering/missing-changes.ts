import { type JournalRecord, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import type { JournalReader } from '@redoubt/lambda-kit';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import type { RecoveryCursor } from '../domain/recovery-cursor.ts';
import { findMissing } from './missing-commands.ts';

/** Changes of one piece of work; the minute that brings more is the last. */
const changesMax = 5_000;

export interface MissingChanges {
  readonly changes: readonly JournalRecord[];
  /** The last minute whose changes are all among them. */
  readonly upToMs: number;
}

/**
 * Changes that the ledger lacks, from the cursor's minute on: refunds in the step of refunds, all others in the step before.
 *
 * One payment's changes may lie in two minutes in the reverse of their order: decided later, received earlier. So a minute
 * more is read than is worked on, and gives the further changes of the same payments.
 */
export async function missingChanges(
  { step, minuteMs, toMs }: RecoveryCursor,
  {
    journal,
    ledger,
  }: {
    readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
    readonly ledger: Pick<RecordedLedger, 'missingOf'>;
  },
): Promise<MissingChanges> {
  async function read(atMs: number): Promise<readonly JournalRecord[]> {
    const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs: atMs, toMs: atMs }));
    const { missing } = await findMissing(commandIds, journal, ledger);
    return missing.filter(
      ({ command: { type } }) => type !== 'CreatePayment' && (type === 'RefundPayment') === (step === 'refunds'),
    );
  }

  const changes = [...(await read(minuteMs))];
  let upToMs = minuteMs;
  let following: readonly JournalRecord[] = [];
  while (upToMs + journalSlotMs <= toMs) {
    following = await read(upToMs + journalSlotMs);
    if (changes.length >= changesMax) break;
    changes.push(...following);
    following = [];
    upToMs += journalSlotMs;
  }
  const payments = new Set(changes.map(({ command }) => command.paymentId));
  const known = new Set(changes.map(({ command }) => command.commandId));
  const further = following.filter(({ command }) => payments.has(command.paymentId) && !known.has(command.commandId));
  return { changes: distinct([...changes, ...further]), upToMs };
}

/** A retried command is pointed to from several minutes. */
function distinct(records: readonly JournalRecord[]): readonly JournalRecord[] {
  return [...new Map(records.map((record) => [record.command.commandId, record])).values()];
}
