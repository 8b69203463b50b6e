import { appendFileSync } from 'node:fs';
import type { TimelineEntry } from '../../protocol/local-cloud.ts';

/** Entries that are kept; the oldest go first. */
const keptMax = 10_000;

/** Events of the cloud, kept in memory and in the control process' log file; repetitions within a stage are kept once. */
export class Timeline {
  readonly #entries: TimelineEntry[] = [];
  readonly #lastTexts = new Map<string, string>();
  readonly #logFile: string;
  readonly #listeners: ((entry: TimelineEntry) => void)[] = [];

  constructor(logFile: string) {
    this.#logFile = logFile;
  }

  add(entry: Omit<TimelineEntry, 'at'>): void {
    const stage = `${entry.region ?? ''} ${entry.stage}`;
    if (this.#lastTexts.get(stage) === entry.text) return;
    this.#lastTexts.set(stage, entry.text);
    const stamped = { at: new Date().toISOString(), ...entry };
    this.#entries.push(stamped);
    if (this.#entries.length > keptMax) this.#entries.shift();
    for (const listener of this.#listeners) listener(stamped);
    appendFileSync(this.#logFile, `${stamped.at} ${stamped.region ?? 'control'} ${stamped.stage}: ${stamped.text}\n`);
  }

  /** Lets a listener hear of each further entry. */
  onEntry(listener: (entry: TimelineEntry) => void): void {
    this.#listeners.push(listener);
  }

  entries(): readonly TimelineEntry[] {
    return this.#entries;
  }
}
