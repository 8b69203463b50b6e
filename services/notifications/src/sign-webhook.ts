import { createHmac } from 'node:crypto';
import { signingKeyOf } from './endpoint-secret.ts';

/** A webhook that is about to be sent. */
export interface SignableWebhook {
  readonly webhookId: string;
  readonly body: string;
  /** Time of the attempt: receivers refuse what is older than five minutes. */
  readonly sentAt: Date;
}

/** Standard Webhooks' headers: id, time and the `v1` signature over `id.timestamp.body`. */
export function signWebhook(
  { webhookId, body, sentAt }: SignableWebhook,
  secret: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signature = createHmac('sha256', signingKeyOf(secret)).update(`${webhookId}.${timestamp}.${body}`);
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature.digest('base64')}`,
  };
}
