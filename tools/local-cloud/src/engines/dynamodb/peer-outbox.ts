import { setTimeout as pause } from 'node:timers/promises';
import { lockName } from './dynamo-engine.ts';
import type { VersionedItem } from './eventual-tables.ts';

/** Items per call to the peer. */
const batchMax = 100;
/** Time between two attempts while the peer can't be reached, in milliseconds. */
const retryMs = 200;

/**
 * Brings item versions to one peer, again and again until it takes them.
 *
 * Of an item that changes while it waits only the newest version is sent, so a dead peer costs no more memory than the
 * items themselves.
 */
export class PeerOutbox {
  readonly #waiting = new Map<string, VersionedItem>();
  readonly #send: (items: readonly VersionedItem[]) => Promise<void>;
  readonly #stop = new AbortController();
  #isSending = false;

  /** @param send rejects when the peer did not take the items */
  constructor(send: (items: readonly VersionedItem[]) => Promise<void>) {
    this.#send = send;
  }

  offer(item: VersionedItem): void {
    this.#waiting.set(lockName(item.table, item.key), item);
    if (!this.#isSending) void this.#drain();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #drain(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.size > 0 && !this.#stop.signal.aborted) {
      const batch = [...this.#waiting].slice(0, batchMax);
      try {
        await this.#send(batch.map(([, item]) => item));
      } catch {
        // The link or the peer is down: that is what this queue is for.
        await pause(retryMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
        continue;
      }
      for (const [name, item] of batch) if (this.#waiting.get(name) === item) this.#waiting.delete(name);
    }
    this.#isSending = false;
  }
}
