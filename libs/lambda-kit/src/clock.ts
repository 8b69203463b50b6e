import { setTimeout } from 'node:timers/promises';

/** Time, passed in so that tests set it. */
export interface Clock {
  /** Milliseconds since 1970; may be set back. */
  nowMs(): number;
  /** Never set back, but may stand still while a function is frozen between invocations. */
  steadyMs(): number;
  sleep(ms: number): Promise<void>;
}

/** The clock of this process. */
export const processClock: Clock = {
  nowMs: () => Date.now(),
  steadyMs: () => performance.now(),
  sleep: async (ms) => {
    await setTimeout(ms);
  },
};
