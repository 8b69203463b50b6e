import type { RedoubtClientOptions } from '../src/checks.ts';
import { RedoubtClient } from '../src/index.ts';
import type { Time } from '../src/transport/time.ts';

/** Looks like a key, and is none. */
export const aKey = `rk_test_${'0'.repeat(20)}_${'A'.repeat(43)}`;

/** Time that passes in pauses alone, and remembers them. */
export interface FakeTime extends Time {
  readonly pausesMs: number[];
  readonly limitsMs: number[];
  /** Ends the tries that have begun. */
  runOut(): void;
}

/** @param random what chance says each time */
export function aTime(random = 0.5): FakeTime {
  let nowMs = 1000;
  const pausesMs: number[] = [];
  const limitsMs: number[] = [];
  const limits: AbortController[] = [];
  return {
    pausesMs,
    limitsMs,
    nowMs: () => nowMs,
    pause: async (ms, signal) => {
      signal?.throwIfAborted();
      pausesMs.push(ms);
      nowMs += ms;
    },
    limit: (ms) => {
      limitsMs.push(ms);
      const limit = new AbortController();
      limits.push(limit);
      return limit.signal;
    },
    runOut: () => {
      for (const limit of limits) limit.abort(new DOMException('the try took too long', 'TimeoutError'));
    },
    random: () => random,
  };
}

/** A client with a key that looks right, whose pauses take no time. */
export function aClient(options: Omit<RedoubtClientOptions, 'key'>, time: Time = aTime()): RedoubtClient {
  return new RedoubtClient({ key: aKey, ...options }, time);
}
