import { formatMoney, money } from '@redoubt/contracts';
import { isSigned } from '@redoubt/drill';
import type { ReceivedWebhook } from '@redoubt/local-cloud';

/** A received webhook, looked into. */
export interface VerifiedWebhook {
  readonly at: string;
  readonly webhookId: string;
  /** The signature verifies with the endpoint's secret, by the published `standardwebhooks` library. */
  readonly verified: boolean;
  readonly type: string;
  readonly paymentId: string;
  readonly amount: string;
}

/** Verifies a webhook and takes out what people want to see. */
export function verifyWebhook({ at, headers, body }: ReceivedWebhook, secret: string): VerifiedWebhook {
  const { type, data } = JSON.parse(body) as { readonly type?: string; readonly data?: Record<string, string> };
  return {
    at,
    webhookId: headers['webhook-id'] ?? '',
    verified: isSigned({ body, headers, secret }),
    type: type ?? '',
    paymentId: data?.['payment_id'] ?? '',
    amount: amountOf(data),
  };
}

/** One line for people: `webhook 12:00:01.123 payment.captured pay_… 10.50 EUR, signature verified`. */
export function webhookLine({ at, type, paymentId, amount, verified }: VerifiedWebhook): string {
  const signature = verified ? 'signature verified' : 'SIGNATURE DOES NOT VERIFY';
  return `webhook ${at.slice(11, 23)} ${type} ${paymentId} ${amount}, ${signature}`;
}

function amountOf(data: Record<string, string> | undefined): string {
  const { amount_minor: amountMinor, currency } = data ?? {};
  if (amountMinor === undefined || currency === undefined) return '';
  return formatMoney(money(BigInt(amountMinor), currency));
}
