import type { Clock } from '@redoubt/lambda-kit';

/** A clock that moves by sleeps alone. */
export function standstill(): Pick<Clock, 'nowMs' | 'sleep'> {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    async sleep(ms) {
      nowMs += ms;
    },
  };
}
