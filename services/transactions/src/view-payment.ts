import { PaymentId } from '@redoubt/contracts';
import { type HttpAnswer, jsonAnswer } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { notBooked } from './list-route.ts';

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
  return notBooked(correlationId);
}
