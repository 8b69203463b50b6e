import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';

/**
 * How long before the watermark events are announced again, in milliseconds: they were on the lost region's bus, and may
 * still have waited in its queues.
 */
const marginMs = 120_000;

/** Events read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 200;

/**
 * Announces on this region's bus the events that older epochs have recorded since a time. Returns their number.
 *
 * Most were delivered before, under the same ids: consumers drop repeats.
 */
export async function reannounce(
  ledger: Pick<Ledger, 'eventsBefore'>,
  publisher: Pick<EventPublisher, 'publish'>,
  { epoch, region, sinceMs }: { readonly epoch: number; readonly region: string; readonly sinceMs: number },
): Promise<number> {
  let place = { recordedAt: new Date(sinceMs - marginMs).toISOString(), seq: 0 };
  let announced = 0;
  for (;;) {
    const page = await ledger.eventsBefore(epoch, place, batchMax);
    await publisher.publish(page.map(({ event }) => ({ ...event, originregion: region })));
    announced += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < batchMax) return announced;
    place = { recordedAt: last.recordedAt, seq: last.seq };
  }
}
