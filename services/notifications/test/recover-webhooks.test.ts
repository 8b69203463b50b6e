import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PublishableEvent } from '@redoubt/lambda-kit';
import { FaultError } from '@redoubt/lambda-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryTable } from '../src/adapters/delivery-table.ts';
import { dueIndex } from '../src/adapters/notifications-table.ts';
import { announceDueEvents } from '../src/announce-due-events.ts';
import { deliverEvent } from '../src/deliver-event.ts';
import type { PaymentEvent } from '../src/domain/payment-event.ts';
import { takePeerEvent } from '../src/take-peer-event.ts';
import { aMerchant, type Merchant } from './support/a-merchant.ts';
import { aCapture, aPartialRefund } from './support/payment-events.ts';

/*
 * Goal: a webhook that the lost region had not delivered is delivered by the survivor, however old, and what it had
 * delivered is not sent again.
 * Method: both regions over one table, as it is once replicated; the survivor's bus hands each event to its own queue's
 * consumer, which is `deliverEvent` with the survivor as region.
 */
let merchant: Merchant;
let survivor: Merchant['dependencies'];
let bus: PublishableEvent[];
let unreadable: string[];

beforeEach(async () => {
  merchant = await aMerchant();
  const { table, client } = merchant.dynamo;
  const region = 'us-east-2';
  survivor = { ...merchant.dependencies, region, log: new DeliveryTable({ table, region, client }) };
  bus = [];
  unreadable = [];
});
afterEach(() => merchant[Symbol.asyncDispose]());

const publisher = { publish: async (events: readonly PublishableEvent[]) => void bus.push(...events) };

function recoverPage(cursor?: string, over: Partial<Parameters<typeof announceDueEvents>[1]> = {}) {
  return announceDueEvents(cursor, {
    events: merchant.events,
    publisher,
    region: 'us-east-2',
    isTimeLeft: () => true,
    onUnreadable: (key) => unreadable.push(key),
    ...over,
  });
}

/** The survivor's queue: each event that was announced there, once. */
async function consume(): Promise<void> {
  for (const event of bus.splice(0)) await deliverEvent(event as PaymentEvent, survivor);
}

const received = () => [merchant.receivers.one.received.length, merchant.receivers.two.received.length];

describe('FO4: a webhook that waited in the lost region', () => {
  test('11 C: because its endpoint was down waits for the survivor, which delivers it to that endpoint alone', async () => {
    merchant.receivers.two.answer = (response) => void response.writeHead(500).end();
    await deliverEvent(aCapture(), merchant.dependencies);
    // The region is lost; the endpoint comes back.
    merchant.receivers.two.answer = (response) => void response.writeHead(204).end();
    expect(await recoverPage()).toMatchObject({ announced: 0, setAside: 0, next: undefined });
    merchant.aheadMs = 6_000;
    expect(await merchant.takeTurns(survivor)).toHaveLength(1);
    expect(received()).toEqual([1, 2]);
    const [first, second] = merchant.receivers.two.received;
    expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body]);
  });

  test('because its worker died while it sent is delivered by the survivor under the same id', async () => {
    const claim = merchant.deliveries.claim.bind(merchant.deliveries);
    const enqueue = merchant.deliveries.enqueue.bind(merchant.deliveries);
    const settle = () => Promise.reject(new FaultError('store_unreachable', 'the region is lost'));
    await deliverEvent(aCapture(), { ...merchant.dependencies, log: { claim, enqueue, settle } }).catch(() => {});
    expect(await recoverPage()).toMatchObject({ announced: 1, setAside: 0, next: undefined });
    expect(bus).toMatchObject([{ id: aCapture().id, originregion: 'us-east-2', epoch: 1 }]);
    await consume();
    expect(received()).toEqual([2, 2]);
    expect(await recoverPage()).toMatchObject({ announced: 0 });
  });

  test('and was never received there is delivered from the copy that the survivor kept', async () => {
    await takePeerEvent(aCapture(), { ...survivor, isActive: false });
    expect(received()).toEqual([0, 0]);
    expect(await recoverPage()).toMatchObject({ announced: 1 });
    await consume();
    expect(received()).toEqual([1, 1]);
  });

  test('is delivered at once when its copy arrives after the survivor became active', async () => {
    await takePeerEvent(aCapture(), { ...survivor, isActive: true });
    expect(received()).toEqual([1, 1]);
    expect(await recoverPage()).toMatchObject({ announced: 0 });
  });

  test('is still due three months less a day after it was announced', async () => {
    const old = new Date(Date.now() - 89 * 24 * 3_600_000);
    await merchant.events.keep(aCapture(), old);
    expect(await recoverPage()).toMatchObject({ announced: 1 });
  });

  test('11 C: and failed again at the survivor waits in its lane', async () => {
    await merchant.events.keep(aCapture(), merchant.dependencies.now());
    merchant.receivers.one.answer = (response) => void response.writeHead(500).end();
    await recoverPage();
    await consume();
    expect(await recoverPage()).toMatchObject({ announced: 0 });
    expect(await merchant.lanes.due(new Date(merchant.dependencies.now().getTime() + 10_000), 10)).toHaveLength(1);
  });
});

describe('FO4: a webhook that the lost region had delivered', () => {
  test('is not announced', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(await recoverPage()).toMatchObject({ announced: 0 });
  });

  test('is not due again when its copy arrives late', async () => {
    await deliverEvent(aCapture(), merchant.dependencies);
    await takePeerEvent(aCapture(), { ...survivor, isActive: false });
    expect(await recoverPage()).toMatchObject({ announced: 0 });
  });

  test('is not sent again although its mark as delivered was lost on the way', async () => {
    const events = { ...merchant.dependencies.events, keep: merchant.events.keep.bind(merchant.events) };
    const markLost = { ...events, markDelivered: () => Promise.resolve() };
    await deliverEvent(aCapture(), {
      ...merchant.dependencies,
      events: { ...merchant.dependencies.events, ...markLost },
    });
    expect(await recoverPage()).toMatchObject({ announced: 1 });
    await consume();
    expect(received()).toEqual([1, 1]);
  });
});

describe('a recovery of many events', () => {
  const events = Array.from({ length: 250 }, (_, at) => aPartialRefund({ aggregateVersion: at + 2 }));

  test('goes page by page, from cursor to cursor, and announces each once', async () => {
    for (const event of events) await merchant.events.keep(event, merchant.dependencies.now());
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await recoverPage(cursor, { isTimeLeft: () => false });
      expect((page.next ?? '').length).toBeLessThanOrEqual(1_024);
      cursor = page.next;
      pages += 1;
    } while (cursor !== undefined);
    expect(pages).toBeGreaterThan(10);
    expect(bus.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
  });

  test('begins again at the same cursor when the bus gives no answer', async () => {
    for (const event of events) await merchant.events.keep(event, merchant.dependencies.now());
    const down = { publish: () => Promise.reject(new FaultError('bus_unreachable', 'said by the test')) };
    await expect(recoverPage(undefined, { publisher: down })).rejects.toMatchObject({ code: 'bus_unreachable' });
    expect(await recoverPage()).toMatchObject({ announced: 250, next: undefined });
  });

  test('sets aside an event that this code can not read, and goes on', async () => {
    for (const event of events) await merchant.events.keep(event, merchant.dependencies.now());
    const { table, client } = merchant.dynamo;
    const due = { [dueIndex.partitionKey]: '7', [dueIndex.sortKey]: '2030-01-01T00:00:00.000Z' };
    const Item = { pk: 'payment#x', sk: 'event#000009#000002', event: { type: 'PaymentTeleported' }, ...due };
    await client.send(new PutCommand({ TableName: table, Item }));
    expect(await recoverPage()).toMatchObject({ announced: 250, setAside: 1, next: undefined });
    expect(unreadable).toEqual(['payment#x event#000009#000002']);
  });
});
