import { Webhook, WebhookType } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { paymentEventTypes, webhookTypes } from '../../src/domain/payment-event.ts';
import { webhookBodyOf } from '../../src/domain/webhook-body.ts';
import { aCapture, aPartialRefund, aRejection, oneOfEach, paymentId } from '../support/payment-events.ts';

test('the webhook of a capture at once names the payment and its event', () => {
  expect(JSON.parse(webhookBodyOf(aCapture()))).toEqual({
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
      order: 2,
      epoch: 1,
    },
  });
});

test('the webhook of a rejection names the reason', () => {
  const webhook = Webhook.parse(JSON.parse(webhookBodyOf(aRejection())));
  expect(webhook).toMatchObject({ type: 'payment.rejected', data: { reason: 'merchant_blocked' } });
});

test('the webhook of a change says what it moved and how the payment stands after it', () => {
  expect(JSON.parse(webhookBodyOf(aPartialRefund()))).toMatchObject({
    type: 'payment.partially_refunded',
    data: {
      amount_minor: '1050',
      status: 'partially_refunded',
      operation: 'partial_refund',
      operation_amount_minor: '50',
      held_minor: '0',
      captured_minor: '1050',
      refunded_minor: '50',
      version: 3,
    },
  });
});

test.each(oneOfEach().map((event) => [event.type, event] as const))(
  'a webhook about %s says everything that the event says',
  (_, event) => {
    const body: unknown = JSON.parse(webhookBodyOf(event));
    const { data } = Webhook.parse(body);
    expect(Webhook.parse(body)).toEqual(body);
    const inSnakeCase = Object.fromEntries(Object.entries(event.data).map(([name, value]) => [snakeCase(name), value]));
    const { aggregateversion: version, epoch } = event;
    expect(data).toEqual({ order: version, ...inSnakeCase, event_id: event.id, version, epoch });
  },
);

test('every type of webhook stands for one event, and each event is tried above', () => {
  expect(Object.values(webhookTypes).sort()).toEqual([...WebhookType.options].sort());
  expect(oneOfEach().map(({ type }) => type)).toEqual(paymentEventTypes.map(({ name }) => name));
});

test('the same fact announced by the other region has the same bytes', () => {
  expect(webhookBodyOf(aCapture({ originRegion: 'us-east-2' }))).toBe(webhookBodyOf(aCapture()));
});

test('11.A1: a webhook says the place of its event, and the epoch that counts among those of one place', () => {
  const refund = aPartialRefund({ epoch: 2 });
  const moved = { ...refund, data: { ...refund.data, order: 5 } };
  expect(JSON.parse(webhookBodyOf(moved)).data).toMatchObject({ version: 3, order: 5, epoch: 2 });
  expect(JSON.parse(webhookBodyOf(refund)).data).toMatchObject({ version: 3, order: 3, epoch: 2 });
});

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
