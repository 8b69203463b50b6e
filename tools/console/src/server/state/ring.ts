/** The newest entries of something that never ends. */
export class Ring<Entry> {
  readonly #entries: Entry[] = [];
  readonly #keptMax: number;
  #hasForgotten = false;

  constructor(keptMax: number) {
    if (keptMax < 1) throw new Error(`a ring must keep at least one entry, got ${keptMax}`);
    this.#keptMax = keptMax;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    // In one go: taking entries off one by one would move all the others each time.
    if (this.#entries.length < 2 * this.#keptMax) return;
    this.#entries.splice(0, this.#entries.length - this.#keptMax);
    this.#hasForgotten = true;
  }

  /** The newest, oldest first. */
  newest(count: number = this.#keptMax): readonly Entry[] {
    return this.#entries.slice(-Math.min(count, this.#keptMax));
  }

  /** Whether there were entries older than those that are kept. */
  get hasForgotten(): boolean {
    return this.#hasForgotten || this.#entries.length > this.#keptMax;
  }
}
