import type { BookEntry } from '../witness/book-entry.ts';
import { isCaptured } from '../witness/payment-model.ts';
import { acknowledgedId, isServedBy } from '../witness/read-book.ts';

/** Times since the fault, in milliseconds; `null` when not observed. */
export interface Measured {
  /** Until the platform decided to fail over. */
  readonly detectedMs: number | null;
  /** Until a client received the first 202 of the region that is active at the end. */
  readonly firstAcceptedMs: number | null;
  /** Until a payment that was first requested after the fault was seen captured there. */
  readonly firstPostedMs: number | null;
  /** Until a change that was first requested after the fault was answered as done: changes wait for the recovery. */
  readonly firstChangedMs: number | null;
}

export interface Break {
  /** When the fault began. */
  readonly brokenAtMs: number;
  /** Region that is active at the end. */
  readonly activeRegion: string;
  /** When the platform decided, by its own evidence. */
  readonly decidedAtMs: number | undefined;
}

/** Measures by the book alone, except for the platform's decision, which no client can see. */
export function measure(entries: readonly BookEntry[], { brokenAtMs, activeRegion, decidedAtMs }: Break): Measured {
  const isByActive = (servedBy: string | undefined) => isServedBy(activeRegion, servedBy);
  const after = (atMs: number | undefined) => (atMs === undefined ? null : Math.round((atMs - brokenAtMs) * 10) / 10);
  const answers = entries.filter((entry) => entry.kind === 'answer');
  const requestsAfter = entries.filter((entry) => entry.kind === 'request').filter(({ atMs }) => atMs > brokenAtMs);
  const requestedAfter = new Set(requestsAfter.map(({ number }) => number));
  // A repeat of an older request is answered from the journal: that says nothing about the ledger.
  const changesAfter = new Set(requestsAfter.filter(({ purpose }) => purpose === 'change').map(({ number }) => number));
  const acknowledgedAfter = new Set(
    answers
      .filter(({ number, status }) => status === 202 && requestedAfter.has(number))
      .map(({ body }) => acknowledgedId(body)),
  );
  return {
    detectedMs: after(decidedAtMs),
    firstAcceptedMs: after(
      answers.find(({ atMs, status, servedBy }) => atMs > brokenAtMs && status === 202 && isByActive(servedBy))?.atMs,
    ),
    firstPostedMs: after(
      entries
        .filter((entry) => entry.kind === 'sighting')
        .find(
          ({ paymentId, status, servedBy }) =>
            acknowledgedAfter.has(paymentId) && isCaptured(status) && isByActive(servedBy),
        )?.atMs,
    ),
    firstChangedMs: after(
      answers.find(({ number, status, servedBy }) => status === 201 && changesAfter.has(number) && isByActive(servedBy))
        ?.atMs,
    ),
  };
}
