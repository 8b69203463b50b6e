import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryTable } from '../../src/adapters/delivery-table.ts';
import { deliveryOf } from '../../src/domain/delivery.ts';
import { aCapture, aPartialRefund } from '../support/payment-events.ts';

const endpointId = `we_${'b'.repeat(32)}`;
const delivery = deliveryOf(aCapture(), { endpointId });
const noon = new Date('2030-01-31T12:00:00.000Z');
const confirmed = { kind: 'confirmed', text: 'status 204' } as const;
const unconfirmed = { kind: 'unconfirmed', text: 'status 500' } as const;

let dynamo: LocalDynamo;
let log: DeliveryTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo();
  log = logOf('us-east-1');
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function logOf(region: string): DeliveryTable {
  return new DeliveryTable({ table: dynamo.table, region, client: dynamo.client });
}

async function listed(paymentId: string) {
  return (await log.ofPayment(paymentId, { after: undefined, pageMax: 100 })).deliveries;
}

function after(ms: number): Date {
  return new Date(noon.getTime() + ms);
}

describe('a claim', () => {
  test('has one winner among workers at the same time', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => log.claim(delivery, 'unless_delivered', noon)));
    expect(claims.filter(({ kind }) => kind === 'claimed')).toEqual([{ kind: 'claimed', attempts: 1 }]);
    expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(9);
  });

  test('runs out after half a minute: the worker may have died', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    expect(await log.claim(delivery, 'unless_delivered', after(30_000))).toEqual({ kind: 'busy' });
    expect(await log.claim(delivery, 'unless_delivered', after(30_001))).toEqual({ kind: 'claimed', attempts: 2 });
  });

  test('of a region that was lost does not keep the other one waiting', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    expect(await logOf('us-east-2').claim(delivery, 'unless_delivered', after(1))).toEqual({
      kind: 'claimed',
      attempts: 2,
    });
  });

  test('is free again at once after an attempt that was not confirmed', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    await log.settle(delivery, unconfirmed, noon);
    expect(await log.claim(delivery, 'unless_delivered', noon)).toEqual({ kind: 'claimed', attempts: 2 });
  });

  test('is never given again after the receiver confirmed, in neither region', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    await log.settle(delivery, confirmed, after(100));
    for (const region of ['us-east-1', 'us-east-2']) {
      expect(await logOf(region).claim(delivery, 'unless_delivered', after(3_600_000))).toEqual({
        kind: 'delivered',
        attempts: 1,
        deliveredAt: '2030-01-31T12:00:00.100Z',
      });
    }
  });
});

describe('a claim to send again', () => {
  test('is given after the receiver confirmed, and the delivery stays delivered since its first confirmation', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    await log.settle(delivery, confirmed, after(100));
    expect(await log.claim(delivery, 'always', after(60_000))).toEqual({ kind: 'claimed', attempts: 2 });
    const deliveredAt = '2030-01-31T12:00:00.100Z';
    expect(await log.settle(delivery, unconfirmed, after(60_100))).toMatchObject({ deliveredAt });
    expect(await listed(delivery.paymentId)).toMatchObject([
      { status: 'delivered', deliveredAt, attempts: 2, lastOutcome: 'status 500' },
    ]);
    await log.claim(delivery, 'always', after(120_000));
    expect(await log.settle(delivery, confirmed, after(120_100))).toMatchObject({ deliveredAt });
    expect(await log.claim(delivery, 'unless_delivered', after(180_000))).toMatchObject({
      kind: 'delivered',
      attempts: 3,
    });
  });

  test('waits for an attempt that is under way', async () => {
    await log.claim(delivery, 'unless_delivered', noon);
    expect(await log.claim(delivery, 'always', after(1))).toEqual({ kind: 'busy' });
  });

  test('is given for what was never sent: the endpoint may be younger than the event', async () => {
    expect(await log.claim(delivery, 'always', noon)).toEqual({ kind: 'claimed', attempts: 1 });
  });
});

test('a version that a lost region gave to another event is delivered all the same', async () => {
  await log.claim(delivery, 'unless_delivered', noon);
  await log.settle(delivery, confirmed, noon);
  // The promoted ledger did not know of the capture, and gave its version to something else.
  const instead = deliveryOf(aPartialRefund({ aggregateVersion: delivery.version, epoch: 2 }), { endpointId });
  expect(await log.claim(instead, 'unless_delivered', noon)).toEqual({ kind: 'claimed', attempts: 1 });
});

test('keeps endpoints and events of one payment apart, and lists them by version', async () => {
  const refund = deliveryOf(aPartialRefund({ aggregateVersion: 10 }), { endpointId });
  await log.claim(refund, 'unless_delivered', noon);
  const other = deliveryOf(aCapture(), { endpointId: `we_${'c'.repeat(32)}` });
  await log.claim(delivery, 'unless_delivered', noon);
  await log.claim(other, 'unless_delivered', noon);
  await log.settle(other, confirmed, noon);
  expect(await listed(delivery.paymentId)).toMatchObject([
    { ...delivery, status: 'sending', attempts: 1 },
    { ...other, status: 'delivered', lastOutcome: 'status 204' },
    { ...refund, status: 'sending' },
  ]);
  expect(await listed('another')).toEqual([]);
});

describe('a page of deliveries', () => {
  const ofVersion = (version: number) => deliveryOf(aPartialRefund({ aggregateVersion: version }), { endpointId });

  beforeEach(async () => {
    for (const version of [2, 3, 10]) await log.claim(ofVersion(version), 'unless_delivered', noon);
  });

  test.each<[number, readonly number[], boolean]>([
    [1, [2], true],
    [2, [2, 3], true],
    [3, [2, 3, 10], false],
    [4, [2, 3, 10], false],
  ])('of at most %i holds versions %j; another follows: %s', async (pageMax, versions, hasMore) => {
    const page = await log.ofPayment(delivery.paymentId, { after: undefined, pageMax });
    expect(page.deliveries.map(({ version }) => version)).toEqual(versions);
    expect(page.hasMore).toBe(hasMore);
  });

  test('begins after the last of the page before, also when that is gone', async () => {
    const page = { after: ofVersion(3), pageMax: 2 };
    expect(await log.ofPayment(delivery.paymentId, page)).toMatchObject({
      deliveries: [{ version: 10 }],
      hasMore: false,
    });
    const gone = { after: ofVersion(5), pageMax: 2 };
    expect(await log.ofPayment(delivery.paymentId, gone)).toMatchObject({ deliveries: [{ version: 10 }] });
  });

  test('is not needed to find one by its id, which belongs to one payment', async () => {
    const { deliveryId, paymentId } = ofVersion(10);
    expect(await log.ofId(paymentId, deliveryId)).toMatchObject({ version: 10 });
    expect(await log.ofId('another', deliveryId)).toBeUndefined();
    expect(await log.ofId(paymentId, `msg_${'0'.repeat(32)}`)).toBeUndefined();
  });
});
