import { PaymentId } from '@redoubt/contracts';
import type { HttpAnswer } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { notBooked, pageAnswer, pagePlaceOf } from './list-route.ts';

/**
 * A page of what was done to a payment, oldest first. A payment that is booked has at least one operation.
 *
 * @throws ProblemError `malformed_request`; WriterUnreachable when this region's ledger has no writer or gives no answer
 */
export async function listOperations(
  id: string,
  query: Readonly<Record<string, string | undefined>>,
  { ledger, correlationId }: { readonly ledger: Pick<Ledger, 'operations'>; readonly correlationId: string },
): Promise<HttpAnswer> {
  const place = pagePlaceOf(query);
  if (!PaymentId.safeParse(id).success) return notBooked(correlationId);
  const page = await ledger.operations(id, place);
  if (page?.data.length === 0 && place.cursor === '') return notBooked(correlationId);
  return pageAnswer(page, `/transactions/v1/payments/${id}/operations?limit=${place.pageMax}`);
}
