import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { aKey } from './a-client.ts';
import { anApi, answers, refuses } from './an-api.ts';
import { anAcceptedPayment, aPayment, paymentId } from './samples.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

test('the example of the README is the one that runs here', () => {
  const [, example] = /```ts\n(.*?)```/s.exec(read('../README.md')) ?? [];
  expect(example).toBe(read('./example.ts').replace('../src/index.ts', '@redoubt/client'));
});

test('the example pays, looks the payment up, and takes its webhook', async () => {
  await using api = await anApi(
    answers('createPayment', 202, anAcceptedPayment),
    refuses('payment_refused'),
    answers('getPayment', 200, aPayment, { Age: '7' }),
  );
  process.env['REDOUBT_URL'] = api.url;
  process.env['REDOUBT_KEY'] = aKey;
  const { pay, statusOf, received } = await import('./example.ts');
  expect(await pay({ id: '7', cents: '1050' })).toBe(paymentId);
  expect(api.arrived[0]?.headers['idempotency-key']).toBe('order-7');
  expect(await pay({ id: '8', cents: '1050' })).toBe('refused: payment_refused');
  expect(await statusOf(paymentId)).toBe('captured, 7 s old');
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const body = JSON.stringify({ type: 'payment.captured', data: { payment_id: paymentId } });
  const sentAt = new Date();
  const headers = new Headers({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', sentAt, body),
  });
  expect(received(body, headers, secret)).toBe(`payment.captured ${paymentId}`);
});
