import type { DrillClock } from '../clock.ts';

/** Where a drill is; the order is that of a drill in which everything goes well. */
export type Stage =
  | 'start'
  | 'load'
  | 'hold'
  | 'kill'
  | 'detect'
  | 'failover'
  | 'fence'
  | 'promote'
  | 'traffic'
  | 'open'
  | 'accepted'
  | 'posted'
  | 'drain'
  | 'restore'
  | 'zombie'
  | 'judge';

/** Something that happened, on the drill's clock. */
export interface TimelineEntry {
  readonly atMs: number;
  /** Absent when it concerns no region, e.g. the load. */
  readonly region?: string;
  readonly stage: Stage;
  readonly text: string;
}

/** What happened and when; tells it on as it happens. */
export class Timeline {
  readonly #entries: TimelineEntry[] = [];
  readonly #clock: DrillClock;
  readonly #onEntry: (entry: TimelineEntry) => void;

  constructor(clock: DrillClock, onEntry: (entry: TimelineEntry) => void = () => {}) {
    this.#clock = clock;
    this.#onEntry = onEntry;
  }

  /** @param at.atMs when it happened, where that is not now */
  add(stage: Stage, text: string, at: { readonly region?: string; readonly atMs?: number } = {}): TimelineEntry {
    const entry: TimelineEntry = {
      atMs: Math.round(at.atMs ?? this.#clock.nowMs()),
      ...(at.region === undefined ? {} : { region: at.region }),
      stage,
      text,
    };
    this.#entries.push(entry);
    this.#onEntry(entry);
    return entry;
  }

  /** All entries, in the order in which things happened. */
  entries(): readonly TimelineEntry[] {
    return this.#entries.toSorted((left, right) => left.atMs - right.atMs);
  }
}
