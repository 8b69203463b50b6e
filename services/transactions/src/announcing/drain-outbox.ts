import type { Ledger } from '../adapters/ledger.ts';
import type { Announcer } from './announcer.ts';

/** Entries read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 100;

/** Younger entries are on their way to the bus from the function that committed them. */
export const ageMsMin = 2_000;

/** Batches of one call, so that it ends when the outbox is filled as fast as it is emptied. */
const batchesMax = 20;

/** A call that has announced so many may have left some. */
export const announcedMax = batchMax * batchesMax;

/**
 * Publishes what the ledger has committed and nobody has announced, oldest first; answers how many.
 *
 * @throws FaultError `bus_unreachable` or `writer_unreachable`: what was not announced stays in the outbox
 */
export async function drainOutbox(
  ledger: Pick<Ledger, 'outbox'>,
  announcer: Pick<Announcer, 'announce'>,
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
