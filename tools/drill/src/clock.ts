/**
 * The drill's clock: milliseconds since the drill began, monotonic.
 *
 * `atOf` converts wall-clock times of other processes; only those suffer from a step of the wall clock.
 */
export class DrillClock {
  readonly #zero = performance.now();
  readonly #zeroWallMs = Date.now();

  /** Milliseconds since the drill began, rounded to a tenth. */
  nowMs(): number {
    return Math.round((performance.now() - this.#zero) * 10) / 10;
  }

  /** A wall-clock time on this clock, in milliseconds; negative before the drill. */
  atOf(wallTime: string | number | Date): number {
    return new Date(wallTime).getTime() - this.#zeroWallMs;
  }

  /** Wall-clock time of the drill's beginning. */
  startedAt(): string {
    return new Date(this.#zeroWallMs).toISOString();
  }
}
