import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { verifyWebhook, WebhookVerificationError } from '../src/index.ts';
import { paymentId } from './samples.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const body = JSON.stringify({ type: 'payment.captured', data: { payment_id: paymentId, order: 1 } });

/** As notifications signs: a symmetric and an asymmetric signature, of which the library reads the first. */
function signed(sentAt = new Date(), ...secrets: readonly string[]): Record<string, string> {
  const signatures = [secret, ...secrets].map((one) => new Webhook(one).sign('msg_1', sentAt, body));
  return {
    'Webhook-Id': 'msg_1',
    'Webhook-Timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'Webhook-Signature': [...signatures, 'v1a,AAAA'].join(' '),
  };
}

test.each<[string, Record<string, string> | Headers]>([
  ['fetch', new Headers(signed())],
  ['node:http', Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toLowerCase(), value]))],
])('a signed webhook is its body, with headers as %s has them', (_, headers) => {
  expect(verifyWebhook({ body, headers, secret }).data.payment_id).toBe(paymentId);
});

test('while a secret is rolled, the old one and the new one verify', () => {
  const headers = signed(new Date(), other);
  expect(verifyWebhook({ body, headers, secret }).type).toBe('payment.captured');
  expect(verifyWebhook({ body, headers, secret: other }).type).toBe('payment.captured');
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

test('a webhook of four minutes ago is taken', () => {
  expect(verifyWebhook({ body, headers: signed(minutesAgo(4)), secret }).type).toBe('payment.captured');
});

test.each<[string, Parameters<typeof verifyWebhook>[0]]>([
  ['another body', { body: `${body} `, headers: signed(), secret }],
  ['another secret', { body, headers: signed(), secret: other }],
  ['another id', { body, headers: { ...signed(), 'Webhook-Id': 'msg_2' }, secret }],
  ['six minutes of age', { body, headers: signed(minutesAgo(6)), secret }],
  ['no signature', { body, headers: { ...signed(), 'Webhook-Signature': undefined }, secret }],
  ['no headers', { body, headers: {}, secret }],
])('a webhook with %s is refused', (_, received) => {
  expect(() => verifyWebhook(received)).toThrow(WebhookVerificationError);
});
