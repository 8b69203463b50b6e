import { inParallel, type PublishableEvent } from '@redoubt/lambda-kit';
import type { DueEventStore } from './event-store.ts';

/** Calls to the bus at a time, and events of each: the bus takes ten. */
const callsParallelMax = 8;
const eventsPerCall = 10;

export interface AnnounceDueEventsDependencies {
  readonly events: DueEventStore;
  readonly publisher: { publish(events: readonly PublishableEvent[]): Promise<void> };
  /** The region whose bus announces. */
  readonly region: string;
  readonly isTimeLeft: () => boolean;
  /** Called with the key of an item that this code can't read. */
  readonly onUnreadable: (key: string) => void;
}

export interface AnnouncedDueEvents {
  readonly announced: number;
  readonly setAside: number;
  /** Where to go on; absent when every due event was announced. */
  readonly next?: string | undefined;
}

/**
 * Announces on this region's bus every event that some endpoint has not confirmed, so that this region's queue delivers it.
 *
 * Its place is the bus and not the endpoints themselves: one that gives no answer would hold up the recovery. Announcing an
 * event twice is harmless: consumers drop repeats, and the delivery log knows what was confirmed. An unreadable item is set
 * aside and holds up nothing.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`: call it again with the same cursor
 */
export async function announceDueEvents(
  cursor: string | undefined,
  { events: store, publisher, region, isTimeLeft, onUnreadable }: AnnounceDueEventsDependencies,
): Promise<AnnouncedDueEvents> {
  let announced = 0;
  let setAside = 0;
  let next = cursor;
  do {
    const page = await store.duePage(next);
    const here = page.events.map((event) => ({ ...event, originregion: region }));
    const calls = Array.from({ length: Math.ceil(here.length / eventsPerCall) }, (_, at) =>
      here.slice(at * eventsPerCall, (at + 1) * eventsPerCall),
    );
    await inParallel(calls, callsParallelMax, (call) => publisher.publish(call));
    for (const key of page.unreadable) onUnreadable(key);
    announced += here.length;
    setAside += page.unreadable.length;
    next = page.next;
  } while (next !== undefined && isTimeLeft());
  return { announced, setAside, next };
}
