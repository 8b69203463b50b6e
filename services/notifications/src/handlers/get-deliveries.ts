import { DeliveryListQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { type DeliveryReader, listDeliveries } from '../list-deliveries.ts';

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

export const handler = getDeliveries(fromEnvironment.deliveries());
