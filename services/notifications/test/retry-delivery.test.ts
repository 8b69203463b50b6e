import { deliveryIdOf } from '@redoubt/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../src/deliver-event.ts';
import { repeatLastEvent } from '../src/repeat-last-event.ts';
import { retryDelivery } from '../src/retry-delivery.ts';
import { aMerchant, type Merchant, one, two } from './support/a-merchant.ts';
import { aCapture, aPartialRefund, paymentId } from './support/payment-events.ts';
import { startReceiver } from './support/receiver.ts';

const payment = { paymentId, merchantId: 'acme' };
let merchant: Merchant;

beforeEach(async () => {
  merchant = await aMerchant();
});
afterEach(() => merchant[Symbol.asyncDispose]());

describe('a retry', () => {
  const deliveryId = deliveryIdOf({ eventId: aCapture().id, endpointId: one });
  const retry = (over: Partial<Parameters<typeof retryDelivery>[0]> = {}) =>
    retryDelivery({ ...payment, deliveryId, ...over }, merchant.dependencies);

  test('sends what is delivered once more to this endpoint alone: the same id, the same bytes', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(await retry()).toMatchObject({
      kind: 'sent',
      delivery: { id: deliveryId, status: 'delivered', attempts: 2, last_outcome: 'status 204' },
    });
    const [first, second] = merchant.receivers.one.received;
    expect([second?.headers['webhook-id'], second?.body]).toEqual([deliveryId, first?.body]);
    expect(merchant.receivers.two.received).toHaveLength(1);
  });

  test('delivers what had failed, and announces it', async () => {
    merchant.receivers.one.answer = (response) => void response.writeHead(500).end();
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(await retry()).toMatchObject({ delivery: { status: 'failed', attempts: 2, last_outcome: 'status 500' } });
    merchant.receivers.one.answer = (response) => void response.writeHead(204).end();
    expect(await retry()).toMatchObject({ delivery: { status: 'delivered', attempts: 3 } });
    expect(merchant.announced.map(({ data }) => [data.endpointId, data.attempts])).toEqual([
      [two, 1],
      [one, 3],
    ]);
    // The queue brings the event back: there is nothing left to send.
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(merchant.receivers.one.received).toHaveLength(3);
  });

  test('sends an older event as it was, although newer ones are known', async () => {
    await deliverEvent(aPartialRefund(), merchant.dependencies);
    await deliverEvent(aCapture(), merchant.dependencies);
    await retry();
    expect(JSON.parse(merchant.receivers.one.received.at(-1)?.body ?? '{}')).toMatchObject({
      type: 'payment.captured',
      data: { version: 2 },
    });
  });

  test('of a paused endpoint sends nothing', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    await merchant.endpoints.pause(
      { endpointId: one, merchantId: 'acme' },
      { reason: 'requested', now: merchant.dependencies.now() },
    );
    expect(await retry()).toEqual({ kind: 'not_found' });
    expect(merchant.receivers.one.received).toHaveLength(1);
  });

  test('that is answered 410 says so, and pauses the endpoint', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    merchant.receivers.one.answer = (response) => void response.writeHead(410).end();
    expect(await retry()).toMatchObject({ delivery: { status: 'delivered', attempts: 2, last_outcome: 'status 410' } });
    expect(await retry()).toEqual({ kind: 'not_found' });
  });

  test('leaves an attempt that is running alone', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<() => void>();
    merchant.receivers.one.answer = (response) => arrive(() => response.writeHead(204).end());
    const first = retry();
    const answer = await arrived;
    expect(await retry()).toEqual({ kind: 'busy' });
    answer();
    await first;
  });

  test.each([
    ['another merchant’s payment', { merchantId: 'other' }],
    ['another payment', { paymentId: `pay_${'0'.repeat(32)}` }],
    ['another delivery', { deliveryId: deliveryIdOf({ eventId: aCapture().id, endpointId: 'we_other' }) }],
  ])('finds nothing of %s, and sends nothing', async (_, over) => {
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(await retry(over)).toEqual({ kind: 'not_found' });
    expect(merchant.receivers.one.received).toHaveLength(1);
  });
});

describe('repeating the last event', () => {
  test('sends the highest version to every endpoint, also to one that was registered since', async () => {
    await deliverEvent(aPartialRefund(), merchant.dependencies);
    await deliverEvent(aCapture(), merchant.dependencies);
    const late = await startReceiver();
    await using _ = late;
    merchant.localOrigins.push(late.origin);
    const endpointId = `we_${'d'.repeat(32)}`;
    await merchant.endpoints.add({ endpointId, merchantId: 'acme', url: late.url, createdAt: '2030-02-01T00:00:00Z' });

    const repeated = await repeatLastEvent(payment, merchant.dependencies);
    expect(repeated).toMatchObject({ kind: 'sent', event: { id: aPartialRefund().id }, unconfirmed: 0 });
    for (const receiver of [merchant.receivers.one, merchant.receivers.two, late]) {
      expect(JSON.parse(receiver.received.at(-1)?.body ?? '{}')).toMatchObject({ data: { version: 3 } });
    }
    expect(late.received).toHaveLength(1);
  });

  test('leaves out an endpoint that does not want it', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    const other = await startReceiver();
    await using _ = other;
    merchant.localOrigins.push(other.origin);
    await merchant.endpoints.add({
      endpointId: `we_${'d'.repeat(32)}`,
      merchantId: 'acme',
      url: other.url,
      events: ['payment.voided'],
      createdAt: '2030-02-01T00:00:00Z',
    });
    await repeatLastEvent(payment, merchant.dependencies);
    expect(other.received).toEqual([]);
  });

  test('counts who did not confirm this attempt, and keeps earlier confirmations', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    merchant.receivers.two.answer = (response) => void response.writeHead(500).end();
    const repeated = await repeatLastEvent(payment, merchant.dependencies);
    expect(repeated).toMatchObject({ unconfirmed: 1 });
    const deliveries = repeated.kind === 'sent' ? repeated.deliveries : [];
    expect(deliveries.map(({ endpoint_id, status, last_outcome }) => [endpoint_id, status, last_outcome])).toEqual([
      [one, 'delivered', 'status 204'],
      [two, 'delivered', 'status 500'],
    ]);
  });

  test('finds nothing of a payment that is not booked, nor of another merchant’s', async () => {
    expect(await repeatLastEvent(payment, merchant.dependencies)).toEqual({ kind: 'not_found' });
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(await repeatLastEvent({ ...payment, merchantId: 'other' }, merchant.dependencies)).toEqual({
      kind: 'not_found',
    });
    expect(merchant.receivers.one.received).toHaveLength(1);
  });
});
