import { setTimeout as pause } from 'node:timers/promises';
import { inTime, late } from './in-time.ts';

/** Time that even the only look of a wait without time has, in milliseconds: on a busy machine an answer takes seconds. */
const lookMsMin = 30_000;

export interface WaitOptions {
  /** Pause between two looks, in milliseconds. */
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Polls until `look` finds something. A look that gets no answer does not outlast the limit.
 *
 * @returns the finding, or `undefined` when a given limit passed first; without a limit it waits for ever
 * @throws the reason of the signal when it is aborted
 */
export function waitUntil<T>(look: Look<T>, options: WaitOptions): Promise<T>;
export function waitUntil<T>(
  look: Look<T>,
  options: WaitOptions & { readonly limitMs: number },
): Promise<T | undefined>;
export async function waitUntil<T>(
  look: Look<T>,
  { limitMs = Number.POSITIVE_INFINITY, everyMs, signal }: WaitOptions & { readonly limitMs?: number },
): Promise<T | undefined> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    signal?.throwIfAborted();
    const looking = Promise.resolve(look());
    const found = await inTime(looking, Math.max(lookMsMin, endMs - performance.now()), signal);
    if (found === late) return undefined;
    if (found !== undefined) return found;
    if (performance.now() >= endMs) return undefined;
    await pause(everyMs, undefined, { signal });
  }
}

type Look<T> = () => Promise<T | undefined> | T | undefined;
