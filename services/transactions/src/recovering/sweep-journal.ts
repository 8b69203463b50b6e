import { journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import { type EventPublisher, FaultError, type JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { LedgerRecovery } from '../adapters/ledger-recovery.ts';
import { acceptedEventOf } from '../domain/accepted-event.ts';
import { minutesDue } from '../domain/minutes-due.ts';
import { findMissing } from './missing-commands.ts';
import { isAccepted, replayCommands } from './replay-commands.ts';
import { type CountFailuresDependencies, countFailures, failureOf } from './set-aside.ts';

/** Minutes of one sweep. A sweep per minute catches up thirty times as fast as the journal grows. */
const minutesMax = 30;

export interface SweepJournalDependencies extends CountFailuresDependencies {
  readonly ledger: CountFailuresDependencies['ledger'] &
    Pick<LedgerRecovery, 'applyRecorded' | 'watermark' | 'advanceWatermark' | 'missingOf'>;
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  /** Called when the bus did not take acceptances. */
  onUnannounced(error: unknown): void;
}

export interface Sweep {
  /** Journaled commands that the ledger still lacked a minute after their acceptance. */
  readonly unbooked: number;
  /** Every command accepted before this is in the ledger, or set aside; in ms. */
  readonly watermarkMs: number;
}

/**
 * Examines the journal's settled minutes, oldest first. What the ledger lacks is applied: payments that the consumer has
 * missed, and what was journaled late in a region that was lost. A minute whose commands are all booked or set aside moves
 * the watermark. One that still has a command to try again holds the watermark, and nothing else: the later minutes are
 * worked off all the same, and after a few tries the command is set aside.
 *
 * The watermark must not pass what was not seen: a recovery looks at nothing before it.
 *
 * @throws FaultError `stale_epoch` when this region is no longer the writer
 */
export async function sweepJournal(
  dependencies: SweepJournalDependencies,
  { nowMs, isTimeLeft, ...authority }: Authority & { readonly nowMs: number; readonly isTimeLeft: () => boolean },
): Promise<Sweep> {
  const { ledger } = dependencies;
  let watermarkMs = Date.parse(await ledger.watermark());
  let unbooked = 0;
  let isComplete = true;
  // One after the other: the watermark moves only past what is complete.
  for (const minuteMs of minutesDue({ watermarkMs, nowMs, minutesMax })) {
    if (!isTimeLeft()) break;
    const swept = await sweepMinute(minuteMs, dependencies, authority);
    unbooked += swept.unbooked;
    isComplete &&= swept.retried === 0;
    if (!isComplete) continue;
    const upToMs = minuteMs + journalSlotMs;
    const { outcome } = await ledger.advanceWatermark(authority.epoch, new Date(upToMs).toISOString());
    if (outcome !== 'advanced') {
      throw new FaultError(outcome, `the ledger does not take a watermark of epoch ${authority.epoch}`);
    }
    watermarkMs = upToMs;
  }
  return { unbooked, watermarkMs };
}

async function sweepMinute(
  minuteMs: number,
  dependencies: SweepJournalDependencies,
  authority: Authority,
): Promise<{ readonly unbooked: number; readonly retried: number }> {
  const { ledger, journal, publisher } = dependencies;
  const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs: minuteMs, toMs: minuteMs }));
  const { missing, unreadable } = await findMissing(commandIds, journal, ledger);
  if (missing.length + unreadable.length === 0) return { unbooked: 0, retried: 0 };
  const { applied, failed } = await replayCommands(missing, ledger, authority);
  // Whoever missed the booking may have missed the acceptance too.
  const booked = new Set(applied.map(({ command }) => command.commandId));
  const accepted = missing.filter(isAccepted).filter(({ command }) => booked.has(command.commandId));
  const events = accepted.map((record) => acceptedEventOf(record, authority.originRegion));
  // Their bookings are announced from the outbox: an acceptance that the bus does not take stops no sweep.
  await publisher.publish(events).catch(dependencies.onUnannounced);
  const retried = await countFailures([...failed, ...unreadable.map(failureOf)], dependencies, authority.epoch);
  return { unbooked: missing.length + unreadable.length, retried };
}
