import { setTimeout as sleep } from 'node:timers/promises';

/** Time, passed in so that tests need none of it. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** The real one. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (ms) => {
    await sleep(ms);
  },
};
