import { awaitCaptured } from './await-captured.ts';
import type { DrillRun } from './drill-run.ts';

/** Payments polled at once: enough that one slow payment does not decide, too few to be a load. */
const watchedMax = 2;

/** Waits until the first of the offered payments is captured. */
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
    // A rejection reaches whoever awaits `first`; without a waiter it must not end the process.
    this.#first.promise.catch(() => {});
  }

  /** Resolves to the id of the payment that was seen captured first; may never do so. Rejects when a lookup fails oddly. */
  get first(): Promise<string> {
    return this.#first.promise;
  }

  get isSeen(): boolean {
    return this.#isSeen;
  }

  /** Polls a payment, unless enough are being polled. */
  offer(paymentId: string): void {
    if (this.#isSeen || this.#watched >= watchedMax) return;
    this.#watched++;
    awaitCaptured(paymentId, this.#run, this.#limitMs).then(
      (isCaptured) => {
        this.#watched--;
        if (!isCaptured) return;
        this.#isSeen = true;
        this.#first.resolve(paymentId);
      },
      (error: unknown) => {
        // After an interruption the waiters end by the same signal.
        if (!this.#run.signal.aborted) this.#first.reject(error);
      },
    );
  }
}
