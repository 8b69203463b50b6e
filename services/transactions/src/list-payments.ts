import { MerchantId } from '@redoubt/contracts';
import { type HttpAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { pageAnswer, pagePlaceOf } from './list-route.ts';

/**
 * A page of a merchant's payments, newest first.
 *
 * @throws ProblemError `malformed_request`; WriterUnreachable when this region's ledger has no writer or gives no answer
 */
export async function listPayments(
  query: Readonly<Record<string, string | undefined>>,
  ledger: Pick<Ledger, 'payments'>,
): Promise<HttpAnswer> {
  const merchantId = MerchantId.safeParse(query['merchant_id']);
  if (!merchantId.success)
    throw new ProblemError('malformed_request', 'merchant_id must name a merchant, 3 to 64 characters');
  const place = pagePlaceOf(query);
  const self = `/transactions/v1/payments?merchant_id=${merchantId.data}&limit=${place.pageMax}`;
  return pageAnswer(await ledger.payments(merchantId.data, place), self);
}
