import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import type { Messenger, OutgoingMessage } from '../channels/messenger.ts';
import type { Channel } from '../domain/channel.ts';
import { throttledMs } from '../domain/retry-schedule.ts';

export interface ChannelSenderProps {
  /** Address that mails come from, of a verified identity of the region. */
  readonly mailFrom: string;
  readonly configurationSet: string;
  readonly ses?: SESv2Client;
  readonly sns?: SNSClient;
}

/** Errors by which SES and SNS ask to be left alone for a while. */
const throttles = new Set([
  'TooManyRequestsException',
  'ThrottledException',
  'ThrottlingException',
  'LimitExceededException',
]);

/**
 * Hands messages to SES and SNS of the own region. Neither knows a key by which it drops a repeat: the SDK tries once, and a call
 * without an answer counts as not accepted, so that its message may come twice.
 */
export function channelSender({
  mailFrom,
  configurationSet,
  ...clients
}: ChannelSenderProps): Messenger['sendMessage'] {
  const once = { ...sdkClientConfig(), maxAttempts: 1 };
  const { ses = new SESv2Client(once), sns = new SNSClient(once) } = clients;

  function sendMail({ address, endpointId, merchantId }: Channel, { subject, text, deliveryId }: OutgoingMessage) {
    return ses.send(
      new SendEmailCommand({
        FromEmailAddress: `Redoubt <${mailFrom}>`,
        Destination: { ToAddresses: [address] },
        Content: {
          Simple: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: { Text: { Data: text, Charset: 'UTF-8' } },
            // RFC 3834: no reply of a machine is wanted.
            Headers: [
              { Name: 'Auto-Submitted', Value: 'auto-generated' },
              ...(deliveryId === undefined ? [] : [{ Name: 'X-Redoubt-Delivery', Value: deliveryId }]),
            ],
          },
        },
        ConfigurationSetName: configurationSet,
        // Bounces and complaints come back with them.
        EmailTags: [
          { Name: 'merchant_id', Value: merchantId },
          { Name: 'channel_id', Value: endpointId },
        ],
      }),
    );
  }

  function sendText({ address }: Channel, { text }: OutgoingMessage) {
    return sns.send(
      new PublishCommand({
        PhoneNumber: address,
        Message: text,
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      }),
    );
  }

  return async (channel, message) => {
    try {
      if (channel.kind === 'email') await sendMail(channel, message);
      else await sendText(channel, message);
      return { kind: 'confirmed', text: `accepted by ${channel.kind === 'email' ? 'SES' : 'SNS'}` };
    } catch (error) {
      // The name alone: messages of these services repeat addresses.
      const name = error instanceof Error ? error.name : 'unknown';
      const text = hasAnswer(error) ? `refused: ${name}` : 'no answer';
      return { kind: 'unconfirmed', text, ...(throttles.has(name) ? { retryAfterMs: throttledMs } : {}) };
    }
  };
}

/** Whether the service has answered: without an answer the message may be on its way. */
function hasAnswer(error: unknown): boolean {
  const { $metadata: metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode !== undefined;
}
