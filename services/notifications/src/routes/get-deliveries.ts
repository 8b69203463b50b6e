import { DeliveryListQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import type { DeliveryReader } from '../delivery-log.ts';
import { listDeliveries } from '../list-deliveries.ts';
import { wireDeliveries } from '../wiring.ts';

/** The function of `GET /notifications/v1/deliveries?payment_id=`. Either region answers from its own copy of the log. */
export function getDeliveries(deliveries: DeliveryReader): HttpFunction {
  return httpHandler({
    query: DeliveryListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query }) {
      return jsonAnswer(200, await listDeliveries(query.payment_id, deliveries));
    },
  });
}

export const handler = getDeliveries(wireDeliveries());
