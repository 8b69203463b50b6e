import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  readonly limitMs: number;
  /** Pause between two looks. */
  readonly everyMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks again and again until there is something to see.
 *
 * @returns what `look` found, or `undefined` when the limit passed first.
 * @throws the reason of the signal when it is aborted.
 */
export async function waitUntil<T>(
  look: () => Promise<T | undefined> | T | undefined,
  { limitMs, everyMs, signal }: WaitOptions,
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
