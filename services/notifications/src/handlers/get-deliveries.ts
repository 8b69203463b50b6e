import { PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { type DeliveryReader, listDeliveries } from '../list-deliveries.ts';

/** The function of `GET /notifications/v1/deliveries?payment_id=`. Either region answers from its own copy of the log. */
export function getDeliveries(deliveries: DeliveryReader): HttpFunction {
  return httpHandler({
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query }) {
      const paymentId = PaymentId.safeParse(query['payment_id']);
      if (!paymentId.success) {
        throw new ProblemError('malformed_request', 'say which payment: ?payment_id=pay_ and 32 hexadecimal digits');
      }
      return jsonAnswer(200, await listDeliveries(paymentId.data, deliveries));
    },
  });
}

export const handler = getDeliveries(fromEnvironment.deliveries());
