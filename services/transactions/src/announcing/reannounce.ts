import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Authority, EventPlace, Ledger } from '../adapters/ledger.ts';

/**
 * How long before the watermark events are announced again, in milliseconds: they were on the lost region's bus, and may
 * still have waited in its queues.
 */
const marginMs = 120_000;

/** Events read at once: with one kilobyte each far below the Data API's 1 MiB. */
const batchMax = 200;

/** Where announcing again begins when everything accepted before a time is in the ledger. */
export function firstPlace(watermarkMs: number): EventPlace {
  return { recordedAt: new Date(watermarkMs - marginMs).toISOString(), seq: 0 };
}

/**
 * Announces on this region's bus a page of the events that older epochs have recorded from a place on.
 *
 * Most were delivered before, under the same ids: consumers drop repeats.
 *
 * @returns their number, and where the next page begins; no place after the last page
 */
export async function reannouncePage(
  place: EventPlace,
  {
    ledger,
    publisher,
  }: { readonly ledger: Pick<Ledger, 'eventsBefore'>; readonly publisher: Pick<EventPublisher, 'publish'> },
  { epoch, originRegion }: Authority,
): Promise<{ readonly announced: number; readonly next?: EventPlace }> {
  const page = await ledger.eventsBefore(epoch, place, batchMax);
  await publisher.publish(page.map(({ event }) => ({ ...event, originregion: originRegion })));
  const last = page.at(-1);
  if (last === undefined || page.length < batchMax) return { announced: page.length };
  return { announced: page.length, next: { recordedAt: last.recordedAt, seq: last.seq } };
}
