import { appendFileSync } from 'node:fs';
import type { TimelineEntry } from '../local-cloud.ts';

/** Entries that are kept; the oldest go first. */
const keptMax = 10_000;

/** What happened to the cloud, kept in memory and in the control process' log file. */
export class Timeline {
  readonly #entries: TimelineEntry[] = [];
  readonly #logFile: string;

  constructor(logFile: string) {
    this.#logFile = logFile;
  }

  add(entry: Omit<TimelineEntry, 'at'>): void {
    const stamped = { at: new Date().toISOString(), ...entry };
    this.#entries.push(stamped);
    if (this.#entries.length > keptMax) this.#entries.shift();
    appendFileSync(this.#logFile, `${stamped.at} ${stamped.region ?? 'control'} ${stamped.stage}: ${stamped.text}\n`);
  }

  entries(): readonly TimelineEntry[] {
    return this.#entries;
  }
}
