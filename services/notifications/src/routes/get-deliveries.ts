import { DeliveryListQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { DeliveryReader } from '../delivery-log.ts';
import { listDeliveries } from '../list-deliveries.ts';
import { wireDeliveries } from '../wiring.ts';

/** The function of `GET /notifications/v1/deliveries?payment_id=`. Either region answers from its own copy of the log. */
export function getDeliveries(deliveries: Pick<DeliveryReader, 'ofPayment'>): HttpFunction {
  return httpHandler({
    query: DeliveryListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query }) {
      const page = await listDeliveries(query, deliveries);
      return pageAnswer(page, `/notifications/v1/deliveries?payment_id=${query.payment_id}&limit=${query.limit}`);
    },
  });
}

export const handler = getDeliveries(wireDeliveries());
