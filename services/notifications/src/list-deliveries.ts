import type { DeliveryList } from '@redoubt/contracts';
import type { DeliveryReader } from './delivery-log.ts';
import { deliveryViewOf } from './delivery-view.ts';

/** Every webhook about a payment, by version. */
export async function listDeliveries(paymentId: string, deliveries: DeliveryReader): Promise<DeliveryList> {
  return { data: (await deliveries.ofPayment(paymentId)).map(deliveryViewOf) };
}
