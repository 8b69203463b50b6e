import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Envelope } from '@redoubt/contracts';
import { FaultError } from './fault-error.ts';
import { sdkClientConfig } from './sdk-client-config.ts';

/** EventBridge takes up to 10 entries in one PutEvents. */
const entriesMax = 10;

/** An event ready to go out: the envelope with its data. */
export type PublishableEvent = Envelope & { readonly data: unknown };

/** Puts events on this region's bus. */
export class EventPublisher {
  readonly #busName: string;
  readonly #client: Pick<EventBridgeClient, 'send'>;

  constructor({ busName, client }: { readonly busName: string; readonly client?: Pick<EventBridgeClient, 'send'> }) {
    this.#busName = busName;
    this.#client = client ?? new EventBridgeClient(sdkClientConfig());
  }

  /**
   * Publishes all events, in chunks, and returns once the bus has accepted every one of them.
   *
   * Chunks go one after the other, so that a bus that is gone costs one timeout and not many at a time. Publishing
   * again what was accepted before is harmless: ids are derived and consumers drop repeats.
   *
   * @throws FaultError `bus_unreachable` that names how many were not accepted, or not known to be.
   */
  async publish(events: readonly PublishableEvent[]): Promise<void> {
    for (let accepted = 0; accepted < events.length; accepted += entriesMax) {
      const refused = await this.#put(events.slice(accepted, accepted + entriesMax)).catch((cause: unknown) => {
        throw this.#fault(events.length - accepted, events.length, { cause });
      });
      if (refused > 0) {
        throw this.#fault(refused + Math.max(0, events.length - accepted - entriesMax), events.length);
      }
    }
  }

  async #put(chunk: readonly PublishableEvent[]): Promise<number> {
    const { FailedEntryCount } = await this.#client.send(
      new PutEventsCommand({
        Entries: chunk.map((event) => ({
          EventBusName: this.#busName,
          Source: event.source,
          DetailType: event.type,
          Time: new Date(event.time),
          Detail: JSON.stringify(event),
        })),
      }),
    );
    return FailedEntryCount ?? 0;
  }

  #fault(notAccepted: number, total: number, options?: ErrorOptions): FaultError {
    return new FaultError(
      'bus_unreachable',
      `${notAccepted} of ${total} events were not accepted by ${this.#busName}; publish all of them again`,
      options,
    );
  }
}
