/** Work that had not ended when its time was up. */
export const late = Symbol('late');

/**
 * Waits for work until its time is up, and leaves it alone then: what becomes of it is looked at no more.
 *
 * @param limitMs in milliseconds; infinite is no limit
 * @throws what the work throws; the reason of the signal when it is aborted first
 */
export async function inTime<T>(work: Promise<T>, limitMs: number, signal?: AbortSignal): Promise<T | typeof late> {
  const { promise: end, resolve, reject } = Promise.withResolvers<typeof late>();
  const timer = Number.isFinite(limitMs) ? setTimeout(() => resolve(late), limitMs) : undefined;
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
