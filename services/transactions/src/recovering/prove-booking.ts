import { type BookResult, type JournalRecord, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import type { JournalCanary, JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { Ledger } from '../adapters/ledger.ts';
import { type Execution, WriterUnreachable } from '../adapters/writer-unreachable.ts';
import { findMissing } from './missing-commands.ts';

/** Pointers read of a slot: with the slots of two minutes a sample of some hundreds, which one statement compares. */
const sampleMax = 25;

/** Fewer unbooked commands than this are the commands' own fault; a smaller share of the sample is a queue that moves. */
const unbookedMin = 3;
const unbookedShareMin = 0.9;

/** Errors of a statement that say for certain: the ledger has no writer here. */
const refusals: readonly Execution[] = ['no_writer', 'refused_by_standby'];

export interface ProveBookingDependencies {
  readonly ledger: Pick<Ledger, 'bookCanary'>;
  readonly canary: Pick<JournalCanary, 'write'>;
  /** Age of the oldest unbooked command, in milliseconds. */
  oldestUnbookedMs(nowMs: number): Promise<number>;
}

/**
 * Proves that money can be booked here: a canary goes through journal and ledger, where payments go.
 *
 * @throws FaultError of journal or ledger that proves nothing: no answer, or a throttled call
 */
export async function proveBooking(
  { ledger, canary, oldestUnbookedMs }: ProveBookingDependencies,
  { nowMs, ...authority }: Authority & { readonly nowMs: number },
): Promise<BookResult> {
  const { epoch, originRegion: region } = authority;
  try {
    const [, booked, oldestMs] = await Promise.all([
      canary.write({ region, epoch, at: new Date(nowMs) }),
      ledger.bookCanary(authority),
      oldestUnbookedMs(nowMs),
    ]);
    if (booked.outcome === 'booked') {
      return { ...booked, service: 'transactions', oldestUnbookedMs: oldestMs };
    }
    return refused(`${booked.outcome}: the ledger is at epoch ${booked.epoch}, the caller at ${epoch}`);
  } catch (error) {
    if (error instanceof WriterUnreachable && refusals.includes(error.execution)) return refused(error.message);
    throw error;
  }
}

function refused(reason: string): BookResult {
  return { outcome: 'refused', service: 'transactions', reason };
}

/**
 * Age of the oldest unbooked command in a sample of the last two minutes, in milliseconds; 0 unless nearly all of it is unbooked.
 *
 * When booking stands still nearly all are. A region must be left neither for one command that the ledger can't take, nor for
 * a queue that is long and moves.
 */
export async function oldestUnbooked(
  {
    ledger,
    journal,
  }: {
    readonly ledger: Pick<Ledger, 'missingOf'>;
    readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  },
  nowMs: number,
): Promise<number> {
  const slots = journalSlotsBetween({ fromMs: nowMs - journalSlotMs, toMs: nowMs });
  const sample = await journal.commandIdsIn(slots, { sampleMax });
  const waiting = (await findMissing(sample, journal, ledger)).missing.filter(isAcknowledged);
  if (waiting.length < Math.max(unbookedMin, unbookedShareMin * sample.length)) return 0;
  const ages = waiting.map(({ command }) => nowMs - Date.parse(command.acceptedAt));
  return Math.max(0, ...ages);
}

/** A payment answered with 202 waits to be booked; whatever is answered with its outcome was booked before it was journaled. */
function isAcknowledged({ outcome }: Pick<JournalRecord, 'outcome'>): boolean {
  return outcome === undefined;
}
