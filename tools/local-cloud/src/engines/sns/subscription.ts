import type { MessageRecord } from '../messages/message-record.ts';
import type { RegionContext } from '../service-module.ts';

/** Where a topic's messages go. Those for people are recorded: no mail leaves this machine. */
export type Subscription =
  | { readonly protocol: 'email' | 'email-json' | 'sms'; readonly endpoint: string }
  | { readonly protocol: 'sqs'; readonly endpoint: string; readonly raw: boolean }
  | { readonly protocol: 'lambda'; readonly endpoint: string };

/** A published message. */
export interface Notification {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly at: string;
}

/**
 * Reads a subscription.
 *
 * @throws Error for a protocol that is not simulated
 */
export function subscriptionOf({
  Protocol,
  Endpoint,
  RawMessageDelivery = false,
}: {
  readonly Protocol: string;
  readonly Endpoint: string;
  readonly RawMessageDelivery?: boolean | undefined;
}): Subscription {
  switch (Protocol) {
    case 'email':
    case 'email-json':
    case 'sms':
      return { protocol: Protocol, endpoint: Endpoint };
    case 'sqs':
      return { protocol: 'sqs', endpoint: Endpoint, raw: RawMessageDelivery };
    case 'lambda':
      return { protocol: 'lambda', endpoint: Endpoint };
    default:
      throw new Error(`subscription protocol ${Protocol} is not simulated; email, email-json, sms, sqs and lambda are`);
  }
}

/** Delivers a message to one subscription. */
export async function deliverNotification(
  subscription: Subscription,
  notification: Notification,
  {
    context,
    messages,
    invokeLater,
  }: {
    readonly context: Pick<RegionContext, 'log' | 'sendMessage'>;
    readonly messages: Pick<MessageRecord, 'append'>;
    readonly invokeLater: (functionArn: string, payload: string) => void;
  },
): Promise<void> {
  switch (subscription.protocol) {
    case 'sqs': {
      const body = subscription.raw
        ? notification.message
        : JSON.stringify({ Type: 'Notification', ...fields(notification) });
      return context.sendMessage(subscription.endpoint, body);
    }
    case 'lambda': {
      const record = {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: `${notification.topicArn}:local`,
        Sns: { Type: 'Notification', ...fields(notification), MessageAttributes: {} },
      };
      return invokeLater(subscription.endpoint, JSON.stringify({ Records: [record] }));
    }
    default:
      messages.append({
        at: notification.at,
        kind: subscription.protocol === 'sms' ? 'sms' : 'email',
        messageId: notification.messageId,
        from: notification.topicArn,
        to: [subscription.endpoint],
        ...(notification.subject === undefined ? {} : { subject: notification.subject }),
        text: notification.message,
      });
      // Addresses are personal: what would be sent is logged, not to whom.
      context.log('sns', `message for ${subscription.protocol}`, {
        topic: notification.topicArn,
        subject: notification.subject,
      });
  }
}

function fields({ messageId, topicArn, subject, message, at }: Notification) {
  return {
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: message,
    Timestamp: at,
  };
}
