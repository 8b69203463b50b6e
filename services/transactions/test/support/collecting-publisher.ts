import { FaultError, type PublishableEvent } from '@redoubt/lambda-kit';

/** A bus that keeps its events, and refuses them on request. */
export class CollectingPublisher {
  readonly events: PublishableEvent[] = [];
  refuses = false;
  /** Calls that were accepted. */
  calls = 0;

  async publish(events: readonly PublishableEvent[]): Promise<void> {
    // As over a network: others get their turn.
    await new Promise(setImmediate);
    if (this.refuses) throw new FaultError('bus_unreachable', 'refused by the test');
    this.calls += 1;
    this.events.push(...events);
  }

  get ids(): readonly string[] {
    return this.events.map(({ id }) => id);
  }
}
