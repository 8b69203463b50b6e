import { type Command, journalSlotMs } from '@redoubt/contracts';
import type { JournaledCommand } from '@redoubt/lambda-kit';
import type { RecoveryCursor } from '../domain/recovery-cursor.ts';
import type { JournalMinutes } from './journal-minutes.ts';

/** Changes of one piece of work; the minute that brings more is the last. */
const changesMax = 5_000;

export interface MissingChanges {
  readonly changes: readonly JournaledCommand[];
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
  minutes: Pick<JournalMinutes, 'changesOf'>,
): Promise<MissingChanges> {
  const changes = [...(await minutes.changesOf(minuteMs))];
  let upToMs = minuteMs;
  let following: readonly JournaledCommand[] = [];
  while (upToMs + journalSlotMs <= toMs) {
    following = await minutes.changesOf(upToMs + journalSlotMs);
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
function distinct(records: readonly JournaledCommand[]): readonly JournaledCommand[] {
  return [...new Map(records.map((record) => [record.command.commandId, record])).values()];
}
