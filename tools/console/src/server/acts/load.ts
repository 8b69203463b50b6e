import type { LoadView } from '../../wire.ts';

/** Highest rate, in payments a second. */
export const rateMax = 200;
/** Payments under way at most; while so many wait, no further one is sent. */
const underWayMax = 1000;
/** Time between two looks at how many are due, in milliseconds. */
const tickMs = 20;

/** Outcome of one payment of the load. */
export type Sent = 'acknowledged' | 'given_up';

/** Sends payments at a steady rate, whatever becomes of those before: as merchants do during an outage. */
export class Load {
  readonly #send: () => Promise<Sent>;
  #rate = 0;
  #due = 0;
  #timer: NodeJS.Timeout | undefined;
  #lastTickMs = 0;
  #underWay = 0;
  #sent = 0;
  #acknowledged = 0;
  #failedAttempts = 0;
  #givenUp = 0;

  constructor(send: () => Promise<Sent>) {
    this.#send = send;
  }

  /** @throws RangeError for a rate out of bounds */
  setRate(rate: number): void {
    if (!Number.isInteger(rate) || rate < 0 || rate > rateMax) {
      throw new RangeError(`the rate must be a whole number from 0 to ${rateMax} payments a second, got ${rate}`);
    }
    this.#rate = rate;
    clearInterval(this.#timer);
    this.#due = 0;
    this.#lastTickMs = performance.now();
    this.#timer = rate === 0 ? undefined : setInterval(() => this.tick(performance.now()), tickMs);
  }

  noteFailedAttempt(): void {
    this.#failedAttempts += 1;
  }

  view(): LoadView {
    return {
      rate: this.#rate,
      underWay: this.#underWay,
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      failedAttempts: this.#failedAttempts,
      givenUp: this.#givenUp,
    };
  }

  stop(): void {
    this.#rate = 0;
    clearInterval(this.#timer);
  }

  /** Sends what has become due; after a pause of this process at most a second's worth. */
  tick(nowMs: number): void {
    this.#due = Math.min(this.#rate, this.#due + ((nowMs - this.#lastTickMs) / 1000) * this.#rate);
    this.#lastTickMs = nowMs;
    for (; this.#due >= 1; this.#due -= 1) {
      if (this.#underWay < underWayMax) void this.#one();
    }
  }

  async #one(): Promise<void> {
    this.#underWay += 1;
    this.#sent += 1;
    const outcome = await this.#send().catch((): Sent => 'given_up');
    this.#underWay -= 1;
    if (outcome === 'acknowledged') this.#acknowledged += 1;
    else this.#givenUp += 1;
  }
}
