import { journalSlotMs, type RecoveryResult } from '@redoubt/contracts';
import { type EventPublisher, FaultError, type JournaledCommand, type JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { LedgerRecovery } from '../adapters/ledger-recovery.ts';
import { firstPlace, reannouncePage } from '../announcing/reannounce.ts';
import { reannounceAcceptances } from '../announcing/reannounce-acceptances.ts';
import { afterMinute, cursorOf, cursorText, type RecoveryCursor } from '../domain/recovery-cursor.ts';
import { JournalMinutes } from './journal-minutes.ts';
import { missingChanges } from './missing-changes.ts';
import { replayCommands } from './replay-commands.ts';
import { type CountFailuresDependencies, countFailures, failureOf } from './set-aside.ts';

/** Payments that are applied before the time is looked at: half a second at 2,000 a second. */
const chunkMax = 1_000;

/** Commands of a minute after which the next one is not read ahead: two such minutes would fill the function's memory. */
const aheadMax = 10_000;

export interface RecoverLedgerDependencies extends CountFailuresDependencies {
  readonly ledger: CountFailuresDependencies['ledger'] &
    Pick<LedgerRecovery, 'applyRecorded' | 'finishRecovery' | 'missingOf' | 'watermark' | 'eventsBefore' | 'setAside'>;
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  /** Called with the number of events that the bus refused, which may be none. */
  onUnannounced(events: number): void;
}

export interface RecoveryPage extends Authority {
  readonly nowMs: number;
  /** `next` of the page before; absent at the first. */
  readonly cursor?: string | undefined;
  readonly isTimeLeft: () => boolean;
}

interface Counts {
  examined: number;
  applied: number;
  announced: number;
  inDoubt: number;
  setAside: number;
}

/**
 * Recovers what the database lost with its region; one page of it.
 *
 * Everything accepted before the replicated watermark is in the ledger. After it, the journal holds everything that was
 * acknowledged; what the ledger lacks of it is applied again, under the same ids and with the outcome that was answered.
 * Then changes may be decided: before, they would be decided on books that lack answered ones. Then the events that the lost
 * region's bus may have swallowed are announced on this one: the acceptances of the epochs before, because a booking can have
 * crossed to this region while its announcement did not, and what the ledger has recorded. The relay announces the events of
 * what was applied again.
 *
 * Each page does at least one piece of work, ends when everything is booked, and may be repeated: what is applied is not missing any more.
 *
 * @throws FaultError `stale_epoch` or `epoch_not_open` when the epoch is not the ledger's; a fault of journal, ledger or
 * bus when one gives no answer. Call it again with the same cursor.
 */
export async function recoverLedger(
  dependencies: RecoverLedgerDependencies,
  { cursor, nowMs, isTimeLeft, ...authority }: RecoveryPage,
): Promise<RecoveryResult> {
  const counts: Counts = { examined: 0, applied: 0, announced: 0, inDoubt: 0, setAside: 0 };
  await using minutes = new JournalMinutes(dependencies);
  const page = { dependencies, authority, counts, minutes, isTimeLeft };
  let at: RecoveryCursor | undefined =
    cursor === undefined ? await firstCursor(dependencies.ledger, nowMs) : cursorOf(cursor);
  const wasBooked = isBookedAt(at);
  do at = await advance(at, page);
  while (
    // The page that books the last command ends at once: changes wait for it.
    at !== undefined &&
    isTimeLeft() &&
    isBookedAt(at) === wasBooked
  );
  const next = at === undefined ? {} : { next: cursorText(at) };
  return { service: 'transactions', ...counts, ...next, isBooked: isBookedAt(at) };
}

/** Whether everything is booked before this piece of work. */
function isBookedAt(at: RecoveryCursor | undefined): boolean {
  return at === undefined || at.step === 'acceptances' || at.step === 'events';
}

async function firstCursor(ledger: Pick<LedgerRecovery, 'watermark'>, nowMs: number): Promise<RecoveryCursor> {
  const watermarkMs = Date.parse(await ledger.watermark());
  const fromMs = watermarkMs - (watermarkMs % journalSlotMs);
  // The next minute too: the lost region's clock may have been ahead.
  return { step: 'payments', minuteMs: fromMs, fromMs, toMs: nowMs + journalSlotMs };
}

interface Page {
  readonly dependencies: RecoverLedgerDependencies;
  readonly authority: Authority;
  readonly counts: Counts;
  readonly minutes: JournalMinutes;
  readonly isTimeLeft: () => boolean;
}

/** Does one piece of work; returns where the next one begins. */
async function advance(at: RecoveryCursor, page: Page): Promise<RecoveryCursor | undefined> {
  const { dependencies, authority, counts, minutes } = page;
  const next = afterMinute(at, at.minuteMs, journalSlotMs);
  switch (at.step) {
    case 'payments':
      return (await recoverPayments(at, page)) ? next : at;
    case 'changes': {
      const { changes, upToMs } = await missingChanges(at, minutes);
      await replay(changes, page);
      const following = afterMinute(at, upToMs, journalSlotMs);
      if (following?.step !== 'changes') await finishRecovery(dependencies.ledger, authority);
      return following;
    }
    case 'acceptances':
      counts.announced += await reannounceAcceptances(at.minuteMs, dependencies, authority);
      return next;
    case 'events': {
      const { announced, next: place } = await reannouncePage(
        at.place ?? firstPlace(at.fromMs),
        dependencies,
        authority,
      );
      counts.announced += announced;
      return place === undefined ? undefined : { ...at, place };
    }
  }
}

/** @returns false when the time was over before the whole minute was done */
async function recoverPayments({ minuteMs, toMs }: RecoveryCursor, page: Page): Promise<boolean> {
  const { dependencies, authority, counts, minutes, isTimeLeft } = page;
  const { examined, settings, payments, unreadable } = await minutes.read(minuteMs);
  const nextMs = minuteMs + journalSlotMs;
  if (nextMs <= toMs && examined <= aheadMax && isTimeLeft()) minutes.readAhead(nextMs);
  // All of the minute's settings before its first payment, wherever a chunk ends.
  await replay(settings, page);
  for (let from = 0; from < payments.length; from += chunkMax) {
    if (from > 0 && !isTimeLeft()) return false;
    await replay(payments.slice(from, from + chunkMax), page);
  }
  // Once a minute, not once a page.
  await countFailures(unreadable.map(failureOf), dependencies, authority.epoch);
  counts.examined += examined;
  counts.setAside += unreadable.length;
  return true;
}

async function replay(records: readonly JournaledCommand[], { dependencies, authority, counts }: Page): Promise<void> {
  const { newlyApplied, failed } = await replayCommands(records, dependencies.ledger, authority);
  counts.applied += newlyApplied;
  counts.inDoubt += failed.length;
  await countFailures(failed, dependencies, authority.epoch);
}

async function finishRecovery(ledger: Pick<LedgerRecovery, 'finishRecovery'>, { epoch }: Authority): Promise<void> {
  const finished = await ledger.finishRecovery(epoch);
  if (finished.outcome === 'recovered') return;
  throw new FaultError(finished.outcome, `the ledger is at epoch ${finished.epoch}, the recovery at ${epoch}`);
}
