import { DeliveryId, RetryDeliveryRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, type RegionLease } from '@redoubt/lambda-kit';
import { type RetryDeliveryDependencies, retryDelivery } from '../retry-delivery.ts';
import { wireDeliveries, wireEvents, wireLease, wireSender } from '../wiring.ts';

export interface PostRetryDependencies extends Omit<RetryDeliveryDependencies, 'report'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /notifications/v1/deliveries/{id}/retries`.
 *
 * Takes no idempotency key: each request is one more attempt, which the receiver knows by its `webhook-id`.
 */
export function postRetry({ lease, ...dependencies }: PostRetryDependencies): HttpFunction {
  return httpHandler({
    body: RetryDeliveryRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body, pathParameters }, { logger }) {
      const deliveryId = DeliveryId.safeParse(pathParameters['id']);
      if (!deliveryId.success) throw notFound();
      const request = { deliveryId: deliveryId.data, paymentId: body.payment_id, merchantId: body.merchant_id };
      const retry = await retryDelivery(request, {
        ...dependencies,
        report: (text, facts) => logger.info(text, facts),
      });
      switch (retry.kind) {
        case 'sent':
          return jsonAnswer(200, retry.delivery);
        case 'not_found':
          throw notFound();
        case 'busy':
          throw new ProblemError('conflict', 'an attempt of this delivery is running; try again in a few seconds');
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant’s payment has no such delivery, or its endpoint is gone');
}

export const handler = postRetry({
  ...wireSender(),
  events: wireEvents(),
  deliveries: wireDeliveries(),
  lease: wireLease(),
});
