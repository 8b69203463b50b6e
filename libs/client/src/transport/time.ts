import { setTimeout as pause } from 'node:timers/promises';

/** Clock, pauses and chance, which tests replace. */
export interface Time {
  /** Milliseconds since some moment; never goes back. */
  nowMs(): number;
  /** @throws the signal's reason when it is aborted first */
  pause(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** Aborted after a time. */
  limit(ms: number): AbortSignal;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export const realTime: Time = {
  nowMs: () => performance.now(),
  pause: (ms, signal) =>
    pause(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      throw signal?.aborted === true ? signal.reason : error;
    }),
  limit: (ms) => AbortSignal.timeout(Math.ceil(ms)),
  random: Math.random,
};
