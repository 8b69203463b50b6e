import { type JournalRecord, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import { type EventPublisher, FaultError, type JournalReader } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import { acceptedEventOf } from '../domain/accepted-event.ts';
import { minutesDue } from '../domain/minutes-due.ts';
import { findMissing } from './missing-commands.ts';
import { isAccepted, type ReplayCommandsDependencies, replayCommands } from './replay-commands.ts';

/** Minutes of one sweep. A sweep per minute catches up thirty times as fast as the journal grows. */
const minutesMax = 30;

export interface SweepJournalDependencies extends ReplayCommandsDependencies {
  readonly ledger: ReplayCommandsDependencies['ledger'] & Pick<Ledger, 'watermark' | 'advanceWatermark' | 'missingOf'>;
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
}

export interface Sweep {
  /** Journaled commands that the ledger still lacked a minute after their acceptance; now announced or applied again. */
  readonly unbooked: number;
  /** Every command accepted before this is in the ledger, in ms. */
  readonly watermarkMs: number;
}

/**
 * Examines the journal's settled minutes, oldest first: one whose commands are all booked moves the watermark; the first
 * one that is not has its missing payments announced again, and what was answered with its outcome applied with it, and is
 * examined again by the next sweep. What is answered with its outcome is booked before it is journaled, so when it is missing
 * it was booked in a region that was lost, and journaled too late for the recovery to see it.
 *
 * It must not vouch for more than it has seen: a recovery looks at nothing before the watermark.
 *
 * @throws FaultError `stale_epoch` when this region is no longer the writer
 */
export async function sweepJournal(
  { ledger, journal, publisher, onInDoubt }: SweepJournalDependencies,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<Sweep> {
  let watermarkMs = Date.parse(await ledger.watermark());
  // One after the other: the watermark moves only past what is complete.
  for (const minuteMs of minutesDue({ watermarkMs, nowMs, minutesMax })) {
    const commandIds = await journal.commandIdsIn(journalSlotsBetween({ fromMs: minuteMs, toMs: minuteMs }));
    const { missing, unreadable } = await findMissing(commandIds, journal, ledger);
    if (missing.length + unreadable.length > 0) {
      const isOpen = (record: JournalRecord) => isAccepted(record) && record.outcome === undefined;
      const answered = missing.filter((record) => !isOpen(record));
      await replayCommands(answered, { ledger, onInDoubt }, { epoch, originRegion: region });
      // The consumer books those that are open, as at their first announcement.
      const accepted = missing.filter(isAccepted);
      await publisher.publish(accepted.map((record) => acceptedEventOf(record, region)));
      return { unbooked: missing.length + unreadable.length, watermarkMs };
    }
    const upToMs = minuteMs + journalSlotMs;
    const { outcome } = await ledger.advanceWatermark(epoch, new Date(upToMs).toISOString());
    if (outcome !== 'advanced') throw new FaultError(outcome, `the ledger does not take a watermark of epoch ${epoch}`);
    watermarkMs = upToMs;
  }
  return { unbooked: 0, watermarkMs };
}
