import type { Call } from './call.ts';
import { type Failure, type Outcome, outcomeOf, type ReadAnswer } from './outcome.ts';
import { errorOf, mayRepeat } from './repeat-rules.ts';
import { pauseMsAfter, type RetryBounds } from './retry-bounds.ts';
import type { Time } from './time.ts';

export interface SendCallDependencies {
  /** Addresses without a slash at the end; a call goes to the first, and to the next when one gives no answer. */
  readonly bases: readonly [string, ...string[]];
  readonly bounds: RetryBounds;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly time: Time;
}

/**
 * Sends a call until it is answered.
 *
 * @throws RedoubtProblem when it is refused
 * @throws NoAnswer when the bounds are reached and nobody has said what became of it
 * @throws the reason of the call's signal
 */
export async function sendCall(call: Call, dependencies: SendCallDependencies): Promise<ReadAnswer> {
  const { bases, bounds, time } = dependencies;
  const endMs = time.nowMs() + bounds.totalMsMax;
  let isUnknown = false;
  let at = 0;
  for (let tries = 1; ; tries += 1) {
    call.signal?.throwIfAborted();
    const tryMs = Math.min(bounds.tryMsMax, endMs - time.nowMs());
    const outcome = await tryOnce(call, `${bases[at % bases.length]}${call.path}`, tryMs, dependencies);
    if (outcome.kind === 'done') return outcome.answer;
    isUnknown ||= outcome.kind === 'unanswered';
    const movesOn = outcome.kind === 'unanswered' || outcome.problem.status === 503;
    if (movesOn) at += 1;
    const isFirstThere = movesOn && at < bases.length;
    const waitMs = isFirstThere ? 0 : pauseAfter(tries, outcome, dependencies);
    const isOver = tries >= bounds.triesMax || time.nowMs() + waitMs >= endMs;
    if (isOver || !mayRepeat(call, outcome)) throw errorOf(call, { failure: outcome, isUnknown, tries });
    if (waitMs > 0) await time.pause(waitMs, call.signal);
  }
}

async function tryOnce(
  { method, headers, body, signal, idempotencyKey }: Call,
  url: string,
  tryMs: number,
  { fetch, time }: SendCallDependencies,
): Promise<Outcome> {
  const limit = time.limit(tryMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      // A redirect would carry the key to where nobody has asked for it.
      redirect: 'manual',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    return outcomeOf(
      { status: response.status, headers: response.headers, text: await response.text() },
      idempotencyKey,
    );
  } catch (cause) {
    signal?.throwIfAborted();
    return { kind: 'unanswered', cause };
  }
}

function pauseAfter(tries: number, failure: Failure, { bounds, time }: SendCallDependencies): number {
  const retryAfterMs = failure.kind === 'refused' ? failure.retryAfterMs : 0;
  return pauseMsAfter(tries, { pauseMsMax: bounds.pauseMsMax, retryAfterMs, random: time.random() });
}
