/**
 * The drill's one clock: milliseconds since the drill began, monotonic.
 *
 * Wall-clock times that other processes of this machine wrote are brought onto it by `atOf`; a step of the wall clock in
 * mid-drill would show there and nowhere else.
 */
export class DrillClock {
  readonly #zero = performance.now();
  readonly #zeroWallMs = Date.now();

  /** Milliseconds since the drill began, rounded to a tenth. */
  nowMs(): number {
    return Math.round((performance.now() - this.#zero) * 10) / 10;
  }

  /** Where a wall-clock time lies on this clock, in milliseconds; negative when it was before the drill. */
  atOf(wallTime: string | number | Date): number {
    return new Date(wallTime).getTime() - this.#zeroWallMs;
  }

  /** When the drill began, by the wall clock. */
  startedAt(): string {
    return new Date(this.#zeroWallMs).toISOString();
  }
}
