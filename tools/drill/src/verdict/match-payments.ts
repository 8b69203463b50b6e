import type { Evidence, LedgerPayment } from '../evidence/evidence.ts';
import { type BookedPayment, paymentsIn } from '../witness/read-book.ts';

/** A payment of the book beside the rows that the ledger holds for it. */
export interface MatchedPayment {
  readonly booked: BookedPayment;
  readonly rows: readonly LedgerPayment[];
}

export interface Matching {
  readonly matched: readonly MatchedPayment[];
  /** Rows that belong to no payment of the book. */
  readonly unmatched: readonly LedgerPayment[];
}

/**
 * Finds the ledger's rows of each payment: by the merchant's own reference, which the platform can't have made up, and by
 * the ids it was acknowledged with.
 */
export function matchPayments({ requests, ledger }: Pick<Evidence, 'requests' | 'ledger'>): Matching {
  const byReference = Map.groupBy(ledger.payments, ({ reference }) => reference ?? '');
  const byId = Map.groupBy(ledger.payments, ({ paymentId }) => paymentId);
  const matched = paymentsIn(requests).map((booked) => ({
    booked,
    rows: [
      ...new Set([
        ...(byReference.get(booked.intent.reference) ?? []),
        ...booked.paymentIds.flatMap((id) => byId.get(id) ?? []),
      ]),
    ],
  }));
  const taken = new Set(matched.flatMap(({ rows }) => rows));
  return { matched, unmatched: ledger.payments.filter((row) => !taken.has(row)) };
}
