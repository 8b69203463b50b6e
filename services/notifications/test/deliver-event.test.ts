import type { ServerResponse } from 'node:http';
import { deliveryIdOf, EndpointPaused, NotificationDelivered } from '@redoubt/contracts';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../src/deliver-event.ts';
import { endpointSecretOf } from '../src/endpoint-secret.ts';
import { aMerchant, type Merchant, one, two } from './support/a-merchant.ts';
import { aCapture, aPartialRefund, oneOfEach } from './support/payment-events.ts';
import { startReceiver } from './support/receiver.ts';

/*
 * The whole delivery but for queue and bus: real receivers on this machine, the log in DynamoDB's own semantics, and
 * signatures checked with the published library. Redelivery by the queue is calling again.
 */
let merchant: Merchant;
let dependencies: Merchant['dependencies'];
let receivers: Merchant['receivers'];
let announced: Merchant['announced'];

beforeEach(async () => {
  merchant = await aMerchant();
  ({ dependencies, receivers, announced } = merchant);
});
afterEach(() => merchant[Symbol.asyncDispose]());

test('sends to every endpoint of the merchant once, under its own id and secret', async () => {
  await deliverEvent(aCapture(), dependencies);
  for (const [endpointId, { received }] of [
    [one, receivers.one],
    [two, receivers.two],
  ] as const) {
    expect(received).toHaveLength(1);
    const { headers = {}, body = '' } = received[0] ?? {};
    expect(headers['webhook-id']).toBe(deliveryIdOf({ eventId: aCapture().id, endpointId }));
    const verified = new Webhook(endpointSecretOf('platform-key', { endpointId, version: 1 })).verify(
      body,
      headers as Record<string, string>,
    );
    expect(verified).toMatchObject({ type: 'payment.captured', data: { amount_minor: '1050' } });
  }
});

test.each(oneOfEach().map((event) => [event.type, event] as const))('sends a webhook about %s', async (_, event) => {
  await deliverEvent(event, dependencies);
  expect([receivers.one.received.length, receivers.two.received.length]).toEqual([1, 1]);
});

test('sends to an endpoint what it wants and nothing else', async () => {
  const createdAt = '2030-01-31T11:00:00.000Z';
  const wanting = await startReceiver();
  await using _ = wanting;
  merchant.localOrigins.push(wanting.origin);
  const events = ['payment.partially_refunded', 'payment.refunded'] as const;
  await merchant.endpoints.add({
    endpointId: `we_${'d'.repeat(32)}`,
    merchantId: 'acme',
    url: wanting.url,
    events,
    createdAt,
  });
  await deliverEvent(aCapture(), dependencies);
  await deliverEvent(aPartialRefund(), dependencies);
  expect(wanting.received.map(({ body }) => JSON.parse(body).type)).toEqual(['payment.partially_refunded']);
  expect(receivers.one.received).toHaveLength(2);
});

test('announces each delivery as a fact of its own', async () => {
  await deliverEvent(aCapture(), dependencies);
  expect(announced.map((event) => NotificationDelivered.schema.parse(event))).toHaveLength(2);
  expect(announced.map(({ data }) => [data.endpointId, data.attempts]).sort()).toEqual([
    [one, 1],
    [two, 1],
  ]);
  expect(announced[0]).toMatchObject({ causationid: aCapture().id, correlationid: 'journey', aggregateversion: 1 });
});

test('sends nothing when the merchant has no endpoint', async () => {
  await deliverEvent({ ...aCapture(), data: { ...aCapture().data, merchantId: 'other' } }, dependencies);
  expect([receivers.one.received.length, announced.length]).toEqual([0, 0]);
});

describe('when an endpoint does not confirm', () => {
  beforeEach(() => {
    receivers.two.answer = (response) => void response.writeHead(500).end();
  });

  test('11 C: the event is done for the queue, and the webhook waits in the lane of that endpoint', async () => {
    await deliverEvent(aCapture(), dependencies);
    expect((await merchant.events.duePage(undefined)).events).toEqual([]);
    const waiting = { upTo: undefined, pageMax: 10 };
    expect(await merchant.deliveries.waitingFor(one, waiting)).toEqual([]);
    expect(await merchant.deliveries.waitingFor(two, waiting)).toMatchObject([
      { status: 'waiting', attempts: 1, lastOutcome: 'status 500' },
    ]);
    expect([receivers.one.received.length, receivers.two.received.length]).toEqual([1, 1]);
  });

  test('11 C: the next event waits in the lane without an attempt, and the other endpoint gets it', async () => {
    await deliverEvent(aCapture(), dependencies);
    await deliverEvent(aPartialRefund(), dependencies);
    expect([receivers.one.received.length, receivers.two.received.length]).toEqual([2, 1]);
    expect(await merchant.deliveries.waitingFor(two, { upTo: undefined, pageMax: 10 })).toHaveLength(2);
  });

  test('every attempt has the same id and body, and the count is announced', async () => {
    await deliverEvent(aCapture(), dependencies);
    receivers.two.answer = (response) => void response.writeHead(200).end();
    merchant.aheadMs = 6_000;
    await merchant.takeTurns();
    const [first, second] = receivers.two.received;
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body]);
    expect(announced.find(({ data }) => data.endpointId === two)?.data.attempts).toBe(2);
    expect(receivers.one.received).toHaveLength(1);
  });

  test('an event that comes again is not sent before its time, and wakes the lane', async () => {
    await deliverEvent(aCapture(), dependencies);
    const soon = new Date(dependencies.now().getTime() + 10_000);
    const [lane] = await merchant.lanes.due(soon, 1);
    if (lane === undefined) throw new Error('the lane must be awake');
    await merchant.lanes.rest(lane, { until: undefined });
    await deliverEvent(aCapture(), dependencies);
    expect(receivers.two.received).toHaveLength(1);
    expect(await merchant.lanes.due(soon, 1)).toMatchObject([{ endpointId: two }]);
  });
});

describe('an endpoint that answers 410', () => {
  beforeEach(() => {
    receivers.two.answer = (response) => void response.writeHead(410).end();
  });

  test('ends the event for it: nothing comes back, and nothing stays due', async () => {
    await deliverEvent(aCapture(), dependencies);
    expect((await merchant.events.duePage(undefined)).events).toEqual([]);
    const page = { after: undefined, pageMax: 20 };
    const { deliveries } = await merchant.deliveries.ofPayment(aCapture().data, page);
    expect(deliveries.map(({ endpointId, status, lastOutcome }) => [endpointId, status, lastOutcome]).sort()).toEqual([
      [one, 'delivered', 'status 204'],
      [two, 'failed', 'status 410'],
    ]);
  });

  test('gets no webhook any more, whatever it would answer, and the other endpoint does', async () => {
    await deliverEvent(aCapture(), dependencies);
    receivers.two.answer = (response) => void response.writeHead(204).end();
    await deliverEvent(aPartialRefund(), dependencies);
    expect([receivers.one.received.length, receivers.two.received.length]).toEqual([2, 1]);
  });

  test('11 C: is paused once, and its owner is told', async () => {
    await deliverEvent(aCapture(), dependencies);
    const stored = await merchant.endpoints.ofId({ merchantId: 'acme', endpointId: two });
    expect(stored?.paused?.reason).toBe('gone');
    const again = { reason: 'failing', now: new Date('2040-01-01T00:00:00Z') } as const;
    await merchant.endpoints.pause({ merchantId: 'acme', endpointId: two }, again);
    expect(await merchant.endpoints.ofId({ merchantId: 'acme', endpointId: two })).toEqual(stored);
    expect(merchant.paused.map((event) => EndpointPaused.schema.parse(event))).toMatchObject([
      { subject: two, data: { merchantId: 'acme', endpointId: two, reason: 'gone' } },
    ]);
  });

  test('11 C: is not read any more when an event comes', async () => {
    await deliverEvent(aCapture(), dependencies);
    expect((await merchant.endpoints.ofMerchant('acme')).map(({ endpointId }) => endpointId)).toEqual([one]);
  });

  test('stays in use when its pause breaks off between two writes, and the next 410 completes it', async () => {
    merchant.dynamo.failNext('DeleteItemCommand');
    await expect(deliverEvent(aCapture(), dependencies)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await merchant.endpoints.ofMerchant('acme')).toHaveLength(2);
    await deliverEvent(aPartialRefund(), dependencies);
    expect(await merchant.endpoints.ofMerchant('acme')).toHaveLength(1);
  });

  test('comes into being by no 410: what nobody registered is not stored', async () => {
    const unknown = { endpointId: 'we_other', merchantId: 'acme' };
    await merchant.endpoints.pause(unknown, { reason: 'gone', now: merchant.dependencies.now() });
    expect(await merchant.endpoints.ofId(unknown)).toBeUndefined();
  });
});

describe('an event that comes again', () => {
  test('after it was delivered is not sent again, but announced again under the same ids', async () => {
    await deliverEvent(aCapture(), dependencies);
    // After a failover: another region, another epoch, the same fact.
    await deliverEvent(aCapture({ originRegion: 'us-east-2', epoch: 2 }), { ...dependencies, region: 'us-east-2' });
    expect([receivers.one.received.length, receivers.two.received.length]).toEqual([1, 1]);
    const ids = announced.map(({ id, time, data }) => [id, time, data.endpointId].join(' '));
    expect([announced.length, new Set(ids).size]).toEqual([4, 2]);
  });

  test('because the bus gave no answer is announced then', async () => {
    merchant.busIsReachable = false;
    await expect(deliverEvent(aCapture(), dependencies)).rejects.toMatchObject({ code: 'bus_unreachable' });
    merchant.busIsReachable = true;
    await deliverEvent(aCapture(), dependencies);
    expect([receivers.one.received.length, announced.length]).toEqual([1, 2]);
  });

  test('while another worker sends is left to that worker, and comes back', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<ServerResponse>();
    receivers.one.answer = arrive;
    const first = deliverEvent(aCapture(), dependencies);
    const held = await arrived;
    await expect(deliverEvent(aCapture(), dependencies)).rejects.toMatchObject({ code: 'delivery_failed' });
    held.writeHead(204).end();
    await first;
    expect(receivers.one.received).toHaveLength(1);
  });
});
