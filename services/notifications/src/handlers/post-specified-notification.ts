import { type SpecifiedNotification, SpecifiedNotificationRequest, specifiedMerchantId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { type RepeatDesk, type Repetition, tellLastEvent } from '../tell-again.ts';

export interface SpecifiedNotificationPorts extends Omit<RepeatDesk, 'report'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /notifications/payment/notify`: the specifications' fields, our webhooks.
 *
 * Merchants are told of every event without being asked to; this tells them of the last one again.
 */
export function postSpecifiedNotification({ lease, ...desk }: SpecifiedNotificationPorts): HttpFunction {
  return httpHandler({
    body: SpecifiedNotificationRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body }, { logger }) {
      const payment = { paymentId: body.transaction_id, merchantId: body.merchant_id ?? specifiedMerchantId };
      const told = await tellLastEvent(payment, { ...desk, report: (text, facts) => logger.info(text, facts) });
      if (told.kind === 'not_found') {
        throw new ProblemError('not_found', 'the merchant has no such payment, or it is not booked yet');
      }
      const answer: SpecifiedNotification = {
        message: messageOf(told),
        notification_id: told.event.id,
        transaction_id: payment.paymentId,
        deliveries: [...told.deliveries],
      };
      return jsonAnswer(200, answer);
    },
  });
}

function messageOf({ deliveries, unconfirmed }: Extract<Repetition, { kind: 'told' }>): string {
  if (deliveries.length === 0) return 'No endpoint wants this notification';
  return unconfirmed === 0
    ? 'Notification sent successfully'
    : 'Notification sent, and not confirmed by every endpoint';
}

export const handler = postSpecifiedNotification({
  ...fromEnvironment.repeatDesk(),
  lease: RegionLease.ofEnvironment(process.env),
});
