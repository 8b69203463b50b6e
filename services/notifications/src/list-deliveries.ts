import type { DeliveryListQuery, DeliveryPage } from '@redoubt/contracts';
import type { DeliveryReader } from './delivery-log.ts';
import { deliveryViewOf } from './delivery-view.ts';
import { deliveryCursorOf, placeOfCursor } from './domain/delivery-cursor.ts';

/** A page of the webhooks about a payment of the merchant, by version; `undefined` when the cursor is not one of this list. */
export async function listDeliveries(
  { merchantId, payment_id: paymentId, limit, cursor }: DeliveryListQuery & { readonly merchantId: string },
  deliveries: Pick<DeliveryReader, 'ofPayment'>,
): Promise<DeliveryPage | undefined> {
  const payment = { merchantId, paymentId };
  const after = cursor === '' ? undefined : placeOfCursor(payment, cursor);
  if (cursor !== '' && after === undefined) return undefined;
  const page = await deliveries.ofPayment(payment, { after, pageMax: limit });
  const last = page.deliveries.at(-1);
  return {
    data: page.deliveries.map(deliveryViewOf),
    has_more: page.hasMore,
    next_cursor: page.hasMore && last !== undefined ? deliveryCursorOf(payment, last) : null,
  };
}
