import type { SettledRequest } from '../../load/drive-load.ts';
import { acknowledgedId } from '../../witness/read-book.ts';
import { awaitCaptured } from '../await-captured.ts';
import type { DrillRun } from '../drill-run.ts';

/** Payments polled at once: enough that one slow payment does not decide, too few to be a load. */
const polledMax = 2;

/** Longest polling of one payment, in milliseconds: a lost one must not hold a place for ever. */
const pollMsMax = 15_000;

/** Follows payments and changes of the load to their booking. */
export class BookingWatch {
  readonly #run: DrillRun;
  readonly #bookedMs: Record<'payment' | 'change', number[]> = { payment: [], change: [] };
  #brokenAtMs = Number.POSITIVE_INFINITY;
  #polled = 0;
  #failure: unknown;

  constructor(run: DrillRun) {
    this.#run = run;
  }

  /** Whether a payment, or a change, that was requested after a moment has been booked. */
  hasBookedSince(atMs: number, kind: 'payment' | 'change' = 'payment'): boolean {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#bookedMs[kind].some((requestedAtMs) => requestedAtMs > atMs);
  }

  /** From now on the first payment that is requested and captured goes on the timeline; a later break changes nothing. */
  noteBreak(atMs: number): void {
    this.#brokenAtMs = Math.min(this.#brokenAtMs, atMs);
  }

  onSettled({ planned, requestedAtMs, answer }: SettledRequest): void {
    if (planned.purpose === 'change' && answer.status === 201) this.#bookedMs.change.push(requestedAtMs);
    // An authorization is never seen captured by itself.
    if (planned.purpose !== 'payment' || planned.intent.capture !== 'automatic' || answer.status !== 202) return;
    this.#follow({ paymentId: acknowledgedId(answer.body), merchantId: planned.intent.merchantId }, requestedAtMs);
  }

  #follow(payment: { readonly paymentId: string; readonly merchantId: string }, requestedAtMs: number): void {
    if (this.#polled >= polledMax) return;
    this.#polled++;
    awaitCaptured(payment, this.#run, pollMsMax).then(
      (isCaptured) => {
        this.#polled--;
        if (isCaptured) this.#onCaptured(payment.paymentId, requestedAtMs);
      },
      (error: unknown) => {
        this.#polled--;
        if (!this.#run.signal.aborted) this.#failure = error;
      },
    );
  }

  #onCaptured(paymentId: string, requestedAtMs: number): void {
    if (requestedAtMs > this.#brokenAtMs && !this.hasBookedSince(this.#brokenAtMs)) {
      this.#run.timeline.add('posted', `${paymentId}, requested after the fault, is captured`);
    }
    this.#bookedMs.payment.push(requestedAtMs);
  }
}
