import type { FaultRecord } from '../report/report.ts';

/** Faults of a scenario in the order they began, with when they ended. */
export class FaultBook {
  readonly #records: FaultRecord[] = [];

  get records(): readonly FaultRecord[] {
    return this.#records;
  }

  /** When the first fault that clients can feel began. */
  get brokenAtMs(): number | undefined {
    return this.#records.find(({ isFelt }) => isFelt)?.fromMs;
  }

  add(record: FaultRecord): void {
    this.#records.push(record);
  }

  /** Notes that the first fault of which this is true has ended. */
  end(isEnded: (fault: FaultRecord) => boolean, toMs: number): void {
    const index = this.#records.findIndex(isEnded);
    const fault = this.#records[index];
    if (fault !== undefined) this.#records[index] = { ...fault, toMs };
  }
}
