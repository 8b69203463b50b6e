import { Webhook } from 'standardwebhooks';

/** Whether a webhook's signature verifies, by the published `standardwebhooks` library and none of our code. */
export function isSigned(webhook: {
  /** Exactly as received. */
  readonly body: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** `whsec_…` */
  readonly secret: string;
}): boolean {
  const signed = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(webhook.headers[name] ?? '')]),
  );
  try {
    new Webhook(webhook.secret).verify(webhook.body, signed);
    return true;
  } catch {
    return false;
  }
}
