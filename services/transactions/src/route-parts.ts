import { OperationView, PaymentId } from '@redoubt/contracts';

/** Path of the routes of one payment. */
export const pathOfPayment = { id: PaymentId } as const;

/** Headers of an answer of the ledger. */
export const aged = { Age: 'Only with `as_of`: seconds since the answer was complete for certain' } as const;

/** Headers of a page. */
export const linked = { Link: 'The next page, as RFC 8288 says it', ...aged } as const;

/** Common to all changes of a payment. */
export const change = {
  method: 'POST',
  idempotencyKey: 'required',
  condition: 'If-Match',
  pathParameters: pathOfPayment,
  answer: {
    status: 201,
    description: 'The operation, recorded in a quorum of regions',
    schema: OperationView,
    headers: { ETag: 'Version of the payment after it' },
  },
} as const;

/** Problems of every change of a payment. */
export const refusals = [
  'not_found',
  'payment_not_booked_yet',
  'operation_not_allowed',
  'version_mismatch',
  'idempotency_key_reused',
] as const;

/** Problems of whatever is journaled before it is answered. */
export const faults = ['region_not_active', 'journal_unreachable', 'store_unreachable', 'writer_unreachable'] as const;
