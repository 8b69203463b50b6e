const RealDate = Date;
const realNow = Date.now;
let skewMs = 0;

/** Milliseconds since 1970 without skew. */
export const unskewedNow: () => number = realNow;

/**
 * Sets how far `Date` of this thread is off; positive is ahead. Monotonic clocks and timers go on as they are.
 *
 * The first skew replaces the global `Date`; until then nothing is slower.
 */
export function skewClock(newSkewMs: number): void {
  if (newSkewMs === skewMs) return;
  skewMs = newSkewMs;
  if (globalThis.Date === RealDate) globalThis.Date = skewedDate();
}

function skewedDate(): DateConstructor {
  const now = () => realNow() + skewMs;
  // Code may hold the real constructor from before the first skew.
  RealDate.now = now;
  const Skewed = function (this: unknown, ...parts: unknown[]): Date | string {
    if (new.target === undefined) return new RealDate(now()).toString();
    return Reflect.construct(
      RealDate,
      parts.length === 0 ? [now()] : parts,
      new.target === (Skewed as unknown) ? RealDate : new.target,
    );
  };
  Object.defineProperties(Skewed, Object.getOwnPropertyDescriptors(RealDate));
  Object.defineProperty(RealDate.prototype, 'constructor', { value: Skewed });
  return Skewed as unknown as DateConstructor;
}
