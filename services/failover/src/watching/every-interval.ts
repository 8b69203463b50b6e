import type { Clock } from '@redoubt/lambda-kit';

/** Result of a loop. */
export interface LoopResult {
  readonly ticks: number;
  readonly failures: number;
  readonly lastError: unknown;
}

export interface Loop {
  readonly intervalMs: number;
  /** How long the loop begins new ticks, in milliseconds. */
  readonly durationMs: number;
  readonly clock: Clock;
  onFailure(error: unknown): void;
}

/**
 * Does the work at a steady interval. A tick that overruns skips the ones it covered; one that fails does not end the
 * loop, because the next second may be better.
 */
export async function everyInterval(loop: Loop, work: () => Promise<void>): Promise<LoopResult> {
  const { intervalMs, durationMs, clock } = loop;
  const beganMs = clock.nowMs();
  let [ticks, failures] = [0, 0];
  let lastError: unknown;
  while (clock.nowMs() - beganMs < durationMs) {
    ticks += 1;
    try {
      await work();
    } catch (error) {
      failures += 1;
      lastError = error;
      loop.onFailure(error);
    }
    const passedMs = clock.nowMs() - beganMs;
    await clock.sleep(intervalMs - (passedMs % intervalMs));
  }
  return { ticks, failures, lastError };
}
