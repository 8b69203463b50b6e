/** Throttling as API Gateway does it: a bucket of `burst` tokens that refills at `ratePerSecond`. */
export class TokenBucket {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of any monotonic clock */
  constructor({
    ratePerSecond,
    burst,
    now = () => performance.now(),
  }: { readonly ratePerSecond: number; readonly burst: number; readonly now?: () => number }) {
    this.#ratePerSecond = ratePerSecond;
    this.#burst = burst;
    this.#now = now;
    this.#tokens = burst;
    this.#filledAt = now();
  }

  /** Takes a token; false when there is none and the request must be refused. */
  take(): boolean {
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filledAt) / 1000) * this.#ratePerSecond);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
