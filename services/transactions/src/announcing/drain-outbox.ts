import { FaultError } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';
import type { Announceable } from './announceable.ts';
import type { Announcer } from './announcer.ts';

/** Entries read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 100;

/** The function that committed a younger entry is still publishing it. */
export const committersMs = 2_000;

/** Entries that are tried alone before the bus itself is taken to be unreachable. */
const refusalsMax = 3;

/** Bounds a call when the outbox fills as fast as it is drained. */
const batchesMax = 20;

export interface Drained {
  readonly announced: number;
  /** Every entry that is old enough was looked at. */
  readonly isComplete: boolean;
  /** Time of the oldest event that may not be announced yet, or that the bus refuses. */
  readonly heldBackSince?: string | undefined;
}

/**
 * Publishes events that were committed and not announced, oldest first, as far as they may be announced. One that may not
 * holds up no other.
 *
 * @throws FaultError `bus_unreachable`, `writer_unreachable` or `journal_unreachable`: the rest stays in the outbox
 */
export async function drainOutbox(
  ledger: Pick<Ledger, 'outbox'>,
  announcer: Pick<Announcer, 'announce'>,
  { announceable, ageMsMin = committersMs }: { readonly announceable: Announceable; readonly ageMsMin?: number },
): Promise<Drained> {
  let announced = 0;
  let afterSeq = 0;
  let heldBackSince: string | undefined;
  for (let batch = 0; batch < batchesMax; batch++) {
    const entries = await ledger.outbox({ ageMsMin, batchMax, afterSeq });
    const accepted = await announcePastRefusals(await announceable(entries), announcer);
    announced += accepted.length;
    const held = entries.filter((entry) => !accepted.includes(entry)).map(({ event }) => event.time);
    heldBackSince = [heldBackSince, ...held].filter((time) => time !== undefined).sort()[0];
    if (entries.length < batchMax) return { announced, isComplete: true, heldBackSince };
    afterSeq = entries.at(-1)?.seq ?? afterSeq;
  }
  return { announced, isComplete: false, heldBackSince };
}

/**
 * Announces entries together; if the bus does not accept them, each alone, so that one that it refuses holds up no other.
 * Returns those that it accepted.
 *
 * @throws FaultError `bus_unreachable` when it accepts none of the first ones
 */
async function announcePastRefusals(
  entries: readonly OutboxEntry[],
  announcer: Pick<Announcer, 'announce'>,
): Promise<readonly OutboxEntry[]> {
  const together = await announcer.announce(entries).catch(busFault);
  if (together === undefined) return entries;
  const accepted: OutboxEntry[] = [];
  for (const [at, entry] of entries.entries()) {
    const fault = await announcer.announce([entry]).catch(busFault);
    if (fault === undefined) accepted.push(entry);
    else if (accepted.length === 0 && at + 1 >= refusalsMax) throw fault;
  }
  if (accepted.length === 0) throw together;
  return accepted;
}

function busFault(error: unknown): FaultError {
  if (error instanceof FaultError && error.code === 'bus_unreachable') return error;
  throw error;
}
