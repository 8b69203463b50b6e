import { DeliveryId, RetryDeliveryRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { type RepeatDesk, retryDelivery } from '../tell-again.ts';

export interface PostRetryPorts extends Omit<RepeatDesk, 'report'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /notifications/v1/deliveries/{id}/retries`.
 *
 * Takes no idempotency key: asking again is asking for one more attempt, and the receiver knows it by the `webhook-id`.
 */
export function postRetry({ lease, ...desk }: PostRetryPorts): HttpFunction {
  return httpHandler({
    body: RetryDeliveryRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body, pathParameters }, { logger }) {
      const deliveryId = DeliveryId.safeParse(pathParameters['id']);
      if (!deliveryId.success) throw notFound();
      const request = { deliveryId: deliveryId.data, paymentId: body.payment_id, merchantId: body.merchant_id };
      const retry = await retryDelivery(request, { ...desk, report: (text, facts) => logger.info(text, facts) });
      switch (retry.kind) {
        case 'told':
          return jsonAnswer(200, retry.delivery);
        case 'not_found':
          throw notFound();
        case 'busy':
          throw new ProblemError('conflict', 'an attempt of this delivery is under way; ask again in a few seconds');
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant’s payment has no such delivery, or its endpoint is gone');
}

export const handler = postRetry({ ...fromEnvironment.repeatDesk(), lease: RegionLease.ofEnvironment(process.env) });
