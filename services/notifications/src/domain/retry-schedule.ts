const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/**
 * Waits before the second and every later attempt, in milliseconds, as Standard Webhooks recommends:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const retryWaitsMs: readonly number[] = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** A wait grows by up to this part of itself, so that what failed together is not tried again together. */
const jitterMax = 0.2;

/** A receiver may ask for a longer wait than the schedule's, up to this one, in milliseconds. */
export const retryAfterMsMax = 24 * hourMs;

/** How long a receiver that answers 429 and names no time is left alone, in milliseconds. */
export const throttledMs = minuteMs;

/** How long no attempt may have succeeded before an endpoint is paused, in milliseconds. */
export const failingMsMax = 5 * 24 * hourMs;

export interface FailedTry {
  /** Attempts that the schedule has made, this one included. */
  readonly tries: number;
  readonly now: Date;
  /** Wait that the receiver asked for. */
  readonly retryAfterMs?: number | undefined;
  /** From 0 up to 1, without 1. */
  readonly random: number;
}

/** When a delivery is tried again; undefined when it is given up. */
export function nextTryAt({ tries, now, retryAfterMs = 0, random }: FailedTry): Date | undefined {
  const waitMs = retryWaitsMs[tries - 1];
  if (waitMs === undefined) return undefined;
  const spreadMs = Math.floor(waitMs * (1 + jitterMax * random));
  return new Date(now.getTime() + Math.max(spreadMs, Math.min(retryAfterMs, retryAfterMsMax)));
}

/** Whether an endpoint at which no attempt has succeeded since a time is paused. */
export function isGivenUp(failingSince: string | undefined, now: Date): boolean {
  return failingSince !== undefined && now.getTime() - Date.parse(failingSince) >= failingMsMax;
}

/**
 * How long an endpoint that does not confirm is left alone between two attempts, in milliseconds: a hundredth of the time for
 * which it has failed. One that is back after minutes is found within seconds; one that is dead costs an attempt a minute.
 */
export function laneRestMs(failingSince: string, now: Date): number {
  const failingMs = now.getTime() - Date.parse(failingSince);
  return Math.min(Math.max(Math.floor(failingMs / 100), secondMs), minuteMs);
}
