import type { Counters } from '../assess-payment.ts';
import type { Sighting } from '../domain/sightings.ts';
import { type WindowCounts, windowStartMs } from '../domain/sliding-count.ts';

/** How often one function reads and writes the count of one subject, in milliseconds. */
const everyMs = 1_000;

/** Subjects and windows that a function remembers; when there are more, it begins anew. */
const subjectsMax = 10_000;

/** A store of counts that takes several at once. */
export interface CountStore {
  countsOf(sighting: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts>;
  addMany(sighting: Sighting, count: number, at: Date): Promise<void>;
}

interface Remembered {
  read?: { readonly counts: WindowCounts; readonly atMs: number };
  writtenAtMs: number;
  /** Seen in this window since the last write. */
  pending: number;
}

/**
 * Counters that read and write the same subject once a second at most, so that the busiest merchant costs what any other does.
 *
 * Counts that are not written yet are added to the function's own reads; others see them a second later. When a window
 * ends or a function is discarded, up to a second's sightings of a busy subject go with it: limits that such a subject could
 * pass are in the thousands. A rare subject is written at once. Lookalikes are always read and written: a single one matters.
 */
export class CoalescingCounters implements Counters {
  readonly #store: CountStore;
  readonly #remembered = new Map<string, Remembered>();

  constructor(store: CountStore) {
    this.#store = store;
  }

  async countsOf(sighting: Sighting, at: Date, signal: AbortSignal): Promise<WindowCounts> {
    if (sighting.kind === 'lookalike') return this.#store.countsOf(sighting, at, signal);
    const known = this.#of(sighting, at);
    const atMs = at.getTime();
    if (known.read === undefined || Math.abs(atMs - known.read.atMs) >= everyMs) {
      known.read = { counts: await this.#store.countsOf(sighting, at, signal), atMs };
    }
    const { previous, running } = known.read.counts;
    return { previous, running: running + known.pending };
  }

  async add(sightings: readonly Sighting[], at: Date): Promise<void> {
    await Promise.all(sightings.map((sighting) => this.#add(sighting, at)));
  }

  async #add(sighting: Sighting, at: Date): Promise<void> {
    if (sighting.kind === 'lookalike') return this.#store.addMany(sighting, 1, at);
    const known = this.#of(sighting, at);
    known.pending++;
    if (Math.abs(at.getTime() - known.writtenAtMs) < everyMs) return;
    const count = known.pending;
    known.pending = 0;
    known.writtenAtMs = at.getTime();
    // The next reading has what is written now: until then the count read before goes on, with this added.
    if (known.read !== undefined) {
      const { previous, running } = known.read.counts;
      known.read = { ...known.read, counts: { previous, running: running + count } };
    }
    await this.#store.addMany(sighting, count, at);
  }

  /** The subject's counts in the window of that moment. */
  #of({ kind, value, windowMs }: Sighting, at: Date): Remembered {
    const key = `${kind} ${value} ${windowStartMs(at.getTime(), windowMs)}`;
    const known = this.#remembered.get(key) ?? { writtenAtMs: 0, pending: 0 };
    if (this.#remembered.size >= subjectsMax) this.#remembered.clear();
    this.#remembered.set(key, known);
    return known;
  }
}
