import { PaymentId, problemMediaType, problemOf } from '@redoubt/contracts';
import { type HttpAnswer, jsonAnswer } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';

/** A payment is booked within a second or so of its 202. */
const retryAfterSeconds = '1';

/**
 * A payment as the ledger knows it; its version is its ETag.
 *
 * A payment that is accepted and not yet booked is not found: its id does not lead back to its place in the journal. The
 * answer says when to ask again, because that is what a client meets who asks right after the 202.
 *
 * @throws WriterUnreachable when this region's ledger has no writer or gives no answer
 */
export async function viewPayment(
  id: string,
  { ledger, correlationId }: { readonly ledger: Pick<Ledger, 'payment'>; readonly correlationId: string },
): Promise<HttpAnswer> {
  const payment = PaymentId.safeParse(id).success ? await ledger.payment(id) : undefined;
  if (payment !== undefined) return jsonAnswer(200, payment, { ETag: `"${payment.version}"` });
  const detail = 'no payment of this id is booked; if it was accepted a moment ago, ask again';
  return jsonAnswer(404, problemOf('not_found', { detail, traceId: correlationId }), {
    'Content-Type': problemMediaType,
    'Retry-After': retryAfterSeconds,
  });
}
