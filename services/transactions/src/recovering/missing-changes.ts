import { type Command, type JournalRecord, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import type { JournalReader } from '@redoubt/lambda-kit';
import type { RecordedLedger } from '../adapters/recorded-ledger.ts';
import type { RecoveryCursor } from '../domain/recovery-cursor.ts';
import { isOfSetting } from '../domain/replay-order.ts';
import { findMissing } from './missing-commands.ts';

/** Changes of one piece of work; the minute that brings more is the last. */
const changesMax = 5_000;

export interface MissingChanges {
  readonly changes: readonly JournalRecord[];
  /** The last minute whose changes are all among them. */
  readonly upToMs: number;
}

/**
 * Changes and payouts that the ledger lacks, from the cursor's minute on.
 *
 * One payment's changes may lie in two minutes in the reverse of their order: decided later, received earlier. So a minute
 * more is read than is worked on, and gives the further changes of the same payments.
 */
export async function missingChanges(
  { minuteMs, toMs }: Pick<RecoveryCursor, 'minuteMs' | 'toMs'>,
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
    return missing.filter(({ command: { type } }) => type !== 'CreatePayment' && !isOfSetting(type));
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
  const subjects = new Set(changes.map(({ command }) => subjectOf(command)));
  const known = new Set(changes.map(({ command }) => command.commandId));
  const further = following.filter(({ command }) => subjects.has(subjectOf(command)) && !known.has(command.commandId));
  return { changes: distinct([...changes, ...further]), upToMs };
}

/** The payment or payout that a command is about; a setting is about neither, and not among them. */
function subjectOf(command: Command): string {
  if ('payoutId' in command) return command.payoutId;
  return 'paymentId' in command ? command.paymentId : command.commandId;
}

/** A retried command is pointed to from several minutes. */
function distinct(records: readonly JournalRecord[]): readonly JournalRecord[] {
  return [...new Map(records.map((record) => [record.command.commandId, record])).values()];
}
