import { Webhook } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { webhookBodyOf } from '../../src/domain/webhook-body.ts';
import { aCapture, aRejection, paymentId } from '../support/payment-events.ts';

test('a capture is told with the payment and the event it comes from', () => {
  expect(Webhook.parse(JSON.parse(webhookBodyOf(aCapture())))).toEqual({
    type: 'payment.captured',
    timestamp: '2030-01-31T12:00:00.000Z',
    data: {
      event_id: aCapture().id,
      payment_id: paymentId,
      merchant_id: 'acme',
      amount_minor: '1050',
      currency: 'EUR',
      reference: 'order 7',
      version: 2,
    },
  });
});

test('a rejection is told with its reason', () => {
  const webhook = Webhook.parse(JSON.parse(webhookBodyOf(aRejection())));
  expect(webhook).toMatchObject({ type: 'payment.rejected', data: { reason: 'merchant_blocked' } });
});

test('the same fact announced by the other region is told in the same bytes', () => {
  expect(webhookBodyOf(aCapture({ originRegion: 'us-east-2', epoch: 2 }))).toBe(webhookBodyOf(aCapture()));
});
