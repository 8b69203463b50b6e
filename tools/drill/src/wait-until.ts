import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  /** Pause between two looks, in milliseconds. */
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Polls until `look` finds something.
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
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() >= endMs) return undefined;
    await pause(everyMs, undefined, { signal });
  }
}

type Look<T> = () => Promise<T | undefined> | T | undefined;
