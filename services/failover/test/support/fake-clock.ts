import type { Clock } from '@redoubt/lambda-kit';

/** A clock that only sleeping moves, so that a wait of minutes takes none. */
export class FakeClock implements Clock {
  #nowMs: number;
  #steadyMs = 0;

  constructor(nowMs = Date.parse('2030-01-31T12:00:00.000Z')) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  steadyMs(): number {
    return this.#steadyMs;
  }

  async sleep(ms: number): Promise<void> {
    this.spend(ms);
  }

  /** Work that takes time. */
  spend(ms: number): void {
    this.#nowMs += ms;
    this.#steadyMs += ms;
  }

  /** Somebody sets the wall clock. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }
}
