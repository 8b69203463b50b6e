import type { EventRow } from '../../wire.ts';
import type { StoryReader } from './story-reader.ts';

/** Events about a payment on one region's bus, as far back as the console remembers. */
export function eventReader(region: string, eventsOf: (paymentId: string) => readonly EventRow[]): StoryReader {
  return {
    name: `bus of ${region}`,
    read: async (id) =>
      eventsOf(id)
        .filter((event) => event.region === region)
        .map(({ at, type, source, epoch, forwardedFrom, reannounced }) => ({
          at,
          region,
          kind: 'event' as const,
          title: type,
          text: [
            `from ${source.replace('payments.', '')} under epoch ${epoch}`,
            ...(forwardedFrom === undefined ? [] : [`forwarded by the bus of ${forwardedFrom}`]),
            ...(reannounced ? ['announced again by a recovery'] : []),
          ].join(', '),
        })),
  };
}
