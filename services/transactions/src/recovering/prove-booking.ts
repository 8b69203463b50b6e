import { type BookResult, type JournalRecord, journalSlotMs, journalSlotsBetween } from '@redoubt/contracts';
import { FaultError, type JournalCanary, type JournalReader } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { Ledger } from '../adapters/ledger.ts';
import { findMissing } from './missing-commands.ts';

/** Pointers read of a slot: with the slots of two minutes a sample of some hundreds, which one statement compares. */
const sampleMax = 25;

/** Fewer unbooked commands than this, or a smaller share of the sample, are the commands' own fault and not the region's. */
const unbookedMin = 3;
const unbookedShareMin = 0.1;

export interface ProveBookingDependencies {
  readonly ledger: Pick<Ledger, 'bookCanary' | 'missingOf'>;
  readonly journal: Pick<JournalReader, 'commandIdsIn' | 'commandsOf'>;
  readonly canary: Pick<JournalCanary, 'write'>;
}

/**
 * Proves that money can be booked here: a canary goes through journal and ledger, where payments go.
 *
 * The age of the oldest unbooked command is that of a sample of the last two minutes, and 0 while hardly any of it is unbooked:
 * when booking stands still many are, and a region must not be left for one command that the ledger can't take.
 *
 * @throws FaultError of journal or ledger; `stale_epoch` or `epoch_not_open`: nothing can be booked here
 */
export async function proveBooking(
  { ledger, journal, canary }: ProveBookingDependencies,
  { nowMs, ...authority }: Authority & { readonly nowMs: number },
): Promise<BookResult> {
  const { epoch, originRegion: region } = authority;
  const [, booked, oldestUnbookedMs] = await Promise.all([
    canary.write({ region, epoch, at: new Date(nowMs) }),
    ledger.bookCanary(authority),
    oldestUnbooked({ ledger, journal }, nowMs),
  ]);
  if (booked.outcome !== 'booked') {
    throw new FaultError(booked.outcome, `the ledger is at epoch ${booked.epoch}, the caller at ${epoch}`);
  }
  return { service: 'transactions', bookedAt: booked.bookedAt, oldestUnbookedMs };
}

async function oldestUnbooked(
  { ledger, journal }: Pick<ProveBookingDependencies, 'ledger' | 'journal'>,
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
function isAcknowledged({ outcome }: JournalRecord): boolean {
  return outcome === undefined;
}
