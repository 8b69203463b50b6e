import type { Clock } from '../../src/clock.ts';

/** A clock that only sleeping moves, so that a wait of minutes takes none. */
export class FakeClock implements Clock {
  #nowMs: number;

  constructor(nowMs = Date.parse('2030-01-31T12:00:00.000Z')) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  async sleep(ms: number): Promise<void> {
    this.#nowMs += ms;
  }

  /** Work that takes time. */
  spend(ms: number): void {
    this.#nowMs += ms;
  }
}
