import { DeliveryId, RetryDeliveryRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type RetryDeliveryDependencies, retryDelivery } from '../retry-delivery.ts';
import { wireDeliveries, wireEvents, wireKeys, wireLease, wireSender } from '../wiring.ts';

export interface PostRetryDependencies extends Omit<RetryDeliveryDependencies, 'report'> {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/deliveries/{id}/retries`.
 *
 * Takes no idempotency key: each request is one more attempt, which the receiver knows by its `webhook-id`.
 */
export function postRetry({ lease, keys, ...dependencies }: PostRetryDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: RetryDeliveryRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const deliveryId = DeliveryId.safeParse(pathParameters['id']);
      if (!deliveryId.success) throw notFound();
      const request = { deliveryId: deliveryId.data, paymentId: body.payment_id, merchantId: principal.merchantId };
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
  keys: wireKeys(),
});
