/** States of a payment; `accepted` is in the journal only, all others are in the ledger. */
export const ledgerStatuses = [
  'accepted',
  'review',
  'authorized',
  'partially_captured',
  'captured',
  'partially_refunded',
  'refunded',
  'disputed',
  'charged_back',
  'voided',
  'expired',
  'rejected',
] as const;
export type LedgerStatus = (typeof ledgerStatuses)[number];

/**
 * Operations on a payment. Partial ones leave a rest to capture or refund; an approval does what the payment asked for.
 */
export const operations = [
  'authorize',
  'hold_for_review',
  'approve_authorize',
  'approve_capture',
  'capture',
  'partial_capture',
  'void',
  'expire',
  'refund',
  'partial_refund',
  'reject',
  'open_dispute',
  'submit_evidence',
  'win_dispute',
  'lose_dispute',
] as const;
export type Operation = (typeof operations)[number];

export interface Transition {
  readonly from: LedgerStatus;
  readonly operation: Operation;
  readonly to: LedgerStatus;
}

/**
 * The only transition table: the guard below, the ledger's `pay.next_status` and the diagram in `docs/payment-states.md` agree
 * with it.
 *
 * A transition that is not listed is refused. A refund or a dispute while a part is still held leaves its payment partially captured;
 * where nothing is held any more, the payment's sums say which of `captured`, `disputed`, `partially_refunded`, `refunded` and
 * `charged_back` it becomes, as the ledger's `pay.status_by_sums` has it.
 */
export const transitions: readonly Transition[] = [
  { from: 'accepted', operation: 'authorize', to: 'authorized' },
  { from: 'accepted', operation: 'capture', to: 'captured' },
  { from: 'accepted', operation: 'reject', to: 'rejected' },
  { from: 'accepted', operation: 'hold_for_review', to: 'review' },
  { from: 'review', operation: 'approve_authorize', to: 'authorized' },
  { from: 'review', operation: 'approve_capture', to: 'captured' },
  { from: 'review', operation: 'reject', to: 'rejected' },
  { from: 'review', operation: 'expire', to: 'expired' },
  { from: 'authorized', operation: 'partial_capture', to: 'partially_captured' },
  { from: 'authorized', operation: 'capture', to: 'captured' },
  { from: 'authorized', operation: 'void', to: 'voided' },
  { from: 'authorized', operation: 'expire', to: 'expired' },
  { from: 'partially_captured', operation: 'partial_capture', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'capture', to: 'captured' },
  { from: 'partially_captured', operation: 'partial_refund', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'refund', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'open_dispute', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'submit_evidence', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'win_dispute', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'lose_dispute', to: 'partially_captured' },
  { from: 'partially_captured', operation: 'void', to: 'captured' },
  { from: 'partially_captured', operation: 'expire', to: 'captured' },
  { from: 'captured', operation: 'partial_refund', to: 'partially_refunded' },
  { from: 'captured', operation: 'refund', to: 'refunded' },
  { from: 'partially_refunded', operation: 'partial_refund', to: 'partially_refunded' },
  { from: 'partially_refunded', operation: 'refund', to: 'refunded' },
  { from: 'captured', operation: 'open_dispute', to: 'disputed' },
  { from: 'partially_refunded', operation: 'open_dispute', to: 'disputed' },
  { from: 'disputed', operation: 'submit_evidence', to: 'disputed' },
  { from: 'disputed', operation: 'partial_refund', to: 'disputed' },
  { from: 'disputed', operation: 'refund', to: 'disputed' },
  { from: 'disputed', operation: 'win_dispute', to: 'captured' },
  { from: 'disputed', operation: 'lose_dispute', to: 'charged_back' },
];

/** Status after an operation; undefined when the operation is not allowed there. */
export function nextStatus(from: LedgerStatus, operation: Operation): LedgerStatus | undefined {
  return transitions.find((row) => row.from === from && row.operation === operation)?.to;
}

/** Whether the ledger can hold a payment in this status: some operation leads there. */
export function isBooked(status: LedgerStatus): boolean {
  return transitions.some((row) => row.to === status);
}
