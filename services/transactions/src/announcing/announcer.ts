import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';

/** Entries of one round: ten calls to the bus, and one statement to remove them. */
const entriesMax = 100;

export interface AnnouncerProps {
  readonly ledger: Pick<Ledger, 'removeFromOutbox'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
  /** The region whose bus this is: rules that act match events of their own region. */
  readonly region: string;
}

/**
 * Publishes outbox entries and then removes them.
 *
 * An entry is removed only after the bus has accepted it, so a crash in between publishes it twice: consumers drop the
 * repeat by its id. The reverse order could lose an event for ever.
 *
 * Callers that arrive during a round share the next one: a batch of payments costs a few calls, not two each.
 */
export class Announcer {
  readonly #props: AnnouncerProps;
  #waiting: OutboxEntry[] = [];
  #running: Promise<void> | undefined;

  constructor(props: AnnouncerProps) {
    this.#props = props;
  }

  /**
   * Returns once the entries are published and removed.
   *
   * @throws FaultError `bus_unreachable` or `writer_unreachable`: the entries are still in the outbox, though the bus may have
   * some of them
   */
  async announce(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    this.#waiting.push(...entries);
    this.#running ??= this.#run();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { ledger, publisher, region } = this.#props;
    try {
      // Each round takes the entries that arrived during the last one.
      while (this.#waiting.length > 0) {
        const entries = this.#waiting.splice(0, entriesMax);
        // An entry replicated from the lost region is announced from this one.
        await publisher.publish(entries.map(({ event }) => ({ ...event, originregion: region })));
        await ledger.removeFromOutbox(entries);
      }
    } finally {
      // In the same tick as the last check of the queue: a later entry starts a new run.
      this.#running = undefined;
      this.#waiting = [];
    }
  }
}
