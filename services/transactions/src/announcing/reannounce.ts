import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Authority } from '../adapters/authority.ts';
import type { EventPlace, LedgerRecovery } from '../adapters/ledger-recovery.ts';
import { outboxRelayed } from '../domain/outbox-relayed.ts';
import { sendPastRefusals } from './past-refusals.ts';

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
 * Most were delivered before, under the same ids: consumers drop repeats. One that the bus refuses holds up no other.
 *
 * @returns their number, and where the next page begins; no place after the last page
 */
export async function reannouncePage(
  place: EventPlace,
  {
    ledger,
    publisher,
    onUnannounced,
  }: {
    readonly ledger: Pick<LedgerRecovery, 'eventsBefore'>;
    readonly publisher: Pick<EventPublisher, 'publish'>;
    onUnannounced(events: number): void;
  },
  { epoch, originRegion }: Authority,
): Promise<{ readonly announced: number; readonly next?: EventPlace }> {
  const page = await ledger.eventsBefore(epoch, place, batchMax);
  const events = page.map(({ event }) => ({ ...event, originregion: originRegion, reannounced: true as const }));
  const probe = outboxRelayed({ upToMs: Date.parse(place.recordedAt), epoch, region: originRegion });
  const accepted = await sendPastRefusals(
    events,
    (some) => publisher.publish(some),
    () => publisher.publish([probe]),
  );
  onUnannounced(events.length - accepted.length);
  const last = page.at(-1);
  if (last === undefined || page.length < batchMax) return { announced: accepted.length };
  return { announced: accepted.length, next: { recordedAt: last.recordedAt, seq: last.seq } };
}
