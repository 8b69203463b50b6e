import type { Clock } from '@redoubt/lambda-kit';

/** First pause: a local promotion takes 200 ms, and nobody should wait longer for the poll than for the database. */
const pauseMsFirst = 50;

/** Longest pause: control planes throttle whoever asks more often for minutes. */
const pauseMsMax = 1_000;

/** Each pause is this much longer than the last. */
const pauseGrowth = 1.3;

/**
 * Asks again and again, less and less often, until there is an answer or the time is up.
 *
 * @returns what `attempt` gave, or undefined when `limitMs` had passed
 */
export async function pollUntil<Answer>(
  { clock, limitMs }: { readonly clock: Clock; readonly limitMs: number },
  attempt: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const deadlineMs = clock.nowMs() + limitMs;
  for (let pauseMs = pauseMsFirst; ; pauseMs = Math.min(pauseMs * pauseGrowth, pauseMsMax)) {
    const answer = await attempt();
    if (answer !== undefined) return answer;
    if (clock.nowMs() + pauseMs > deadlineMs) return undefined;
    await clock.sleep(pauseMs);
  }
}
