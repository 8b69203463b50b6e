import type { Ledger } from '../adapters/ledger.ts';
import type { Announcer } from './announcer.ts';

/** Entries read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 100;

/** The function that committed a younger entry is still publishing it. */
export const committersMs = 2_000;

/** Bounds a call when the outbox fills as fast as it is drained. */
const batchesMax = 20;

/** A call that announced this many may have left some. */
export const announcedMax = batchMax * batchesMax;

/**
 * Publishes events that were committed and not announced, oldest first. Returns their number.
 *
 * @throws FaultError `bus_unreachable` or `writer_unreachable`: the rest stays in the outbox
 */
export async function drainOutbox(
  ledger: Pick<Ledger, 'outbox'>,
  announcer: Pick<Announcer, 'announce'>,
  { ageMsMin = committersMs }: { readonly ageMsMin?: number } = {},
): Promise<number> {
  let announced = 0;
  for (let batch = 0; batch < batchesMax; batch++) {
    const entries = await ledger.outbox({ ageMsMin, batchMax });
    if (entries.length === 0) break;
    await announcer.announce(entries);
    announced += entries.length;
    if (entries.length < batchMax) break;
  }
  return announced;
}
