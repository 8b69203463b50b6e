/** Where a payment can be; `accepted` is in the journal only, all others are in the ledger. */
export type LedgerStatus = 'accepted' | 'captured' | 'rejected';

/** What can be done to a payment. */
export type Operation = 'capture' | 'reject';

export interface Transition {
  readonly from: LedgerStatus;
  readonly operation: Operation;
  readonly to: LedgerStatus;
}

/**
 * The life of a payment: the one table that the ledger's `pay.next_status` and `nextStatus` below both state.
 *
 * What is not in it is not allowed. Authorizations, voids and refunds are rows to add here and in a migration.
 */
export const transitions: readonly Transition[] = [
  { from: 'accepted', operation: 'capture', to: 'captured' },
  { from: 'accepted', operation: 'reject', to: 'rejected' },
];

/** Status after an operation; undefined when the operation is not allowed there. */
export function nextStatus(from: LedgerStatus, operation: Operation): LedgerStatus | undefined {
  return transitions.find((row) => row.from === from && row.operation === operation)?.to;
}

/** Whether a payment can be in a status once the ledger has it: some operation must lead there. */
export function isBooked(status: LedgerStatus): boolean {
  return transitions.some((row) => row.to === status);
}
