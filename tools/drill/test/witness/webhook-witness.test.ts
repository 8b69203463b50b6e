import { deliveryIdOf, eventIdOf, paymentIdOf } from '@redoubt/contracts';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { DrillClock } from '../../src/clock.ts';
import { Book } from '../../src/witness/book.ts';
import { WebhookWitness } from '../../src/witness/webhook-witness.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const payment_id = paymentIdOf('command');
const event_id = eventIdOf({ aggregateId: payment_id, version: 2, type: 'PaymentCaptured', commandId: 'c' });
const webhookId = deliveryIdOf({ eventId: event_id, endpointId: 'we_1' });
const body = JSON.stringify({
  type: 'payment.captured',
  timestamp: '2030-01-31T12:00:00Z',
  data: { payment_id, event_id, merchant_id: 'acme', amount_minor: '1050', currency: 'EUR', version: 2 },
});

/** Sends a webhook to a fresh witness and answers what it wrote down. */
async function received(send: { text?: string; signedWith?: string; path?: string }) {
  const book = new Book();
  await using witness = await WebhookWitness.listen(book, new DrillClock());
  witness.expect('/acme', { endpointId: 'we_1', secret });
  const at = new Date();
  const response = await fetch(witness.urlOf(send.path ?? '/acme'), {
    method: 'POST',
    body: send.text ?? body,
    headers: {
      'webhook-id': webhookId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(send.signedWith ?? secret).sign(webhookId, at, body),
    },
  });
  const entries = book.entries();
  return { status: response.status, entry: entries[0], count: entries.length };
}

test('writes down a webhook whose signature verifies', async () => {
  const { status, entry, count } = await received({});
  expect(status).toBe(204);
  expect(count).toBe(1);
  expect(entry).toMatchObject({
    kind: 'webhook',
    endpointId: 'we_1',
    webhookId,
    verified: true,
    type: 'payment.captured',
    paymentId: payment_id,
    eventId: event_id,
    amountMinor: '1050',
    currency: 'EUR',
  });
});

test.each([
  ['a changed amount', { text: body.replace('1050', '1051') }],
  ['another secret', { signedWith: `whsec_${Buffer.alloc(32, 8).toString('base64')}` }],
  ['a body that is no webhook', { text: '{"type":"payment.captured"}' }],
])('writes down a webhook with %s as not verified', async (_, send) => {
  expect((await received(send)).entry).toMatchObject({ verified: false });
});

test('answers 404 at a path that nobody registered, and writes the webhook down as not verified', async () => {
  expect(await received({ path: '/other' })).toMatchObject({ status: 404, entry: { verified: false } });
});
