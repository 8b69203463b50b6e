import { operationIdOf } from '@redoubt/contracts';
import type { Evidence, LedgerOperation, LedgerPayment, LedgerTransfer } from '../evidence/evidence.ts';
import { type BookedChange, type BookedPayment, changesIn, paymentsIn } from '../witness/read-book.ts';
import { isSuspense } from './money-flows.ts';

/** An operation with its id in the API. */
export interface MatchedOperation extends LedgerOperation {
  readonly operationId: string;
  /** The promoted ledger could not cover all of it: the rest came from suspense. */
  readonly isShort: boolean;
}

/** A payment of the book beside the rows that the ledger holds for it. */
export interface MatchedPayment {
  readonly booked: BookedPayment;
  /** Changes that its merchant requested, in that order. */
  readonly changes: readonly BookedChange[];
  readonly rows: readonly LedgerPayment[];
  /** Of those rows, in the order of their versions. */
  readonly operations: readonly MatchedOperation[];
  readonly transfers: readonly LedgerTransfer[];
}

export interface Matching {
  readonly matched: readonly MatchedPayment[];
  /** Rows that belong to no payment of the book. */
  readonly unmatched: readonly LedgerPayment[];
}

/**
 * Finds the ledger's rows of each payment by the merchant's reference and by the ids of its acknowledgements.
 */
export function matchPayments({ requests, ledger }: Pick<Evidence, 'requests' | 'ledger'>): Matching {
  const byReference = Map.groupBy(ledger.payments, ({ reference }) => reference ?? '');
  const byId = Map.groupBy(ledger.payments, ({ paymentId }) => paymentId);
  const operations = Map.groupBy(ledger.operations, ({ paymentId }) => paymentId);
  const transfers = Map.groupBy(ledger.transfers, ({ paymentId }) => paymentId);
  const changes = Map.groupBy(changesIn(requests), ({ change }) => change.reference);
  const matched = paymentsIn(requests).map((booked): MatchedPayment => {
    const rows = [
      ...new Set([
        ...(byReference.get(booked.intent.reference) ?? []),
        ...booked.paymentIds.flatMap((id) => byId.get(id) ?? []),
      ]),
    ];
    const ownTransfers = rows.flatMap(({ paymentId }) => transfers.get(paymentId) ?? []);
    const shortVersions = new Set(
      ownTransfers.filter(({ debitAccount }) => isSuspense(debitAccount)).map(({ version }) => version),
    );
    return {
      booked,
      changes: changes.get(booked.intent.reference) ?? [],
      rows,
      operations: rows
        .flatMap(({ paymentId }) => operations.get(paymentId) ?? [])
        .map((operation) => ({
          ...operation,
          operationId: operationIdOf(operation.commandId),
          isShort: shortVersions.has(operation.version),
        }))
        .sort((left, right) => left.version - right.version),
      transfers: ownTransfers,
    };
  });
  const taken = new Set(matched.flatMap(({ rows }) => rows));
  return { matched, unmatched: ledger.payments.filter((row) => !taken.has(row)) };
}
