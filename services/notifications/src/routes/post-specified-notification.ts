import { type SpecifiedNotification, SpecifiedNotificationRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type RepeatedEvent, type RepeatLastEventDependencies, repeatLastEvent } from '../repeat-last-event.ts';
import { wireEvents, wireKeys, wireLease, wireSender } from '../wiring.ts';

export interface PostSpecifiedNotificationDependencies extends Omit<RepeatLastEventDependencies, 'report'> {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /payment/notify`: the specifications' fields, our webhooks.
 *
 * Webhooks are sent for every event without a request; this sends the last one again.
 */
export function postSpecifiedNotification({
  lease,
  keys,
  ...dependencies
}: PostSpecifiedNotificationDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:write' },
    body: SpecifiedNotificationRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const payment = { paymentId: body.transaction_id, merchantId: principal.merchantId };
      const repeated = await repeatLastEvent(payment, {
        ...dependencies,
        report: (text, facts) => logger.info(text, facts),
      });
      if (repeated.kind === 'not_found') {
        throw new ProblemError('not_found', 'the merchant has no such payment, or it is not booked yet');
      }
      const answer: SpecifiedNotification = {
        message: messageOf(repeated),
        notification_id: repeated.event.id,
        transaction_id: payment.paymentId,
        deliveries: [...repeated.deliveries],
      };
      return jsonAnswer(200, answer);
    },
  });
}

function messageOf({ deliveries, unconfirmed }: Extract<RepeatedEvent, { kind: 'sent' }>): string {
  if (deliveries.length === 0) return 'No endpoint wants this notification';
  return unconfirmed === 0
    ? 'Notification sent successfully'
    : 'Notification sent, and not confirmed by every endpoint';
}

export const handler = postSpecifiedNotification({
  ...wireSender(),
  events: wireEvents(),
  lease: wireLease(),
  keys: wireKeys(),
});
