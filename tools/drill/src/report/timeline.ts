import type { DrillClock } from '../clock.ts';

/** Kind of a timeline entry, in the order of an uneventful drill. */
export type Stage =
  | 'start'
  | 'load'
  | 'hold'
  | 'kill'
  | 'fault'
  | 'deploy'
  | 'heal'
  | 'alarm'
  | 'operate'
  | 'detect'
  | 'failover'
  | 'fence'
  | 'promote'
  | 'traffic'
  | 'open'
  | 'accepted'
  | 'posted'
  | 'booked'
  | 'drain'
  | 'restore'
  | 'zombie'
  | 'judge';

/** One event of a drill, on the drill's clock. */
export interface TimelineEntry {
  readonly atMs: number;
  /** Absent when it concerns no region, e.g. the load. */
  readonly region?: string;
  readonly stage: Stage;
  readonly text: string;
}

/** Events of a drill in order; passes each on as it is added. */
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
