import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import type { OutboxEntry } from '../adapters/ledger-answers.ts';

/** Entries of one go: ten calls to the bus, and one statement to take them out. */
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
 * Callers that come while a go is under way share the next one, so that a batch of payments costs a few calls and not two
 * for each.
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
   * @throws FaultError `bus_unreachable` or `writer_unreachable`: the entries are still in the outbox, or were published
   * and may be published again.
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
      // Each go takes what has come during the one before.
      while (this.#waiting.length > 0) {
        const entries = this.#waiting.splice(0, entriesMax);
        // An entry may have come here by replication from the region that is lost; it is announced from this one now.
        await publisher.publish(entries.map(({ event }) => ({ ...event, originregion: region })));
        await ledger.removeFromOutbox(entries);
      }
    } finally {
      // At once with the last look at what waits: an entry that comes later starts a new run.
      this.#running = undefined;
      this.#waiting = [];
    }
  }
}
