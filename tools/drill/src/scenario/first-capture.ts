import type { DrillRun } from './drill-run.ts';
import { seeCaptured } from './see-captured.ts';

/** Payments that are looked at side by side: enough that one slow payment does not decide, too few to be a load. */
const watchedMax = 2;

/** Waits for the first of some payments to be captured; which payments, it learns as they are acknowledged. */
export class FirstCapture {
  readonly #run: DrillRun;
  readonly #limitMs: number;
  readonly #first = Promise.withResolvers<string>();
  #watched = 0;
  #isSeen = false;

  /** @param limitMs for how long each payment is looked at */
  constructor(run: DrillRun, limitMs: number) {
    this.#run = run;
    this.#limitMs = limitMs;
    // Whoever waits hears of a failure; it is no crash when nobody does.
    this.#first.promise.catch(() => {});
  }

  /** Resolves to the id of the payment that was seen captured first; may never do so. Rejects when a lookup fails oddly. */
  get first(): Promise<string> {
    return this.#first.promise;
  }

  get isSeen(): boolean {
    return this.#isSeen;
  }

  /** Takes a payment into view, unless enough are. */
  offer(paymentId: string): void {
    if (this.#isSeen || this.#watched >= watchedMax) return;
    this.#watched++;
    seeCaptured(paymentId, this.#run, this.#limitMs).then(
      (isCaptured) => {
        this.#watched--;
        if (!isCaptured) return;
        this.#isSeen = true;
        this.#first.resolve(paymentId);
      },
      (error: unknown) => {
        // When the drill is interrupted, whoever waits hears of it from the same signal.
        if (!this.#run.signal.aborted) this.#first.reject(error);
      },
    );
  }
}
