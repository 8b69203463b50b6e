import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loggedAttemptsMax } from '../../src/adapters/delivery-item.ts';
import { DeliveryTable } from '../../src/adapters/delivery-table.ts';
import { dueIndex } from '../../src/adapters/notifications-table.ts';
import type { EndedAttempt } from '../../src/delivery-log.ts';
import { deliveryOf, type PaymentPlace } from '../../src/domain/delivery.ts';
import { aCapture, aPartialRefund } from '../support/payment-events.ts';

const endpointId = `we_${'b'.repeat(32)}`;
const delivery = deliveryOf(aCapture(), { endpointId });
const noon = new Date('2030-01-31T12:00:00.000Z');
const confirmed = { kind: 'confirmed', text: 'status 204' } as const;
const unconfirmed = { kind: 'unconfirmed', text: 'status 500' } as const;

let dynamo: LocalDynamo;
let log: DeliveryTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo(['pk', 'sk'], [dueIndex]);
  log = logOf('us-east-1');
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function logOf(region: string): DeliveryTable {
  return new DeliveryTable({ table: dynamo.table, region, client: dynamo.client });
}

async function listed(payment: PaymentPlace) {
  return (await log.ofPayment(payment, { after: undefined, pageMax: 100 })).deliveries;
}

const ended = (outcome: EndedAttempt['outcome'], now: Date, next?: EndedAttempt['next']): EndedAttempt => {
  return { attempts: 1, outcome, startedAt: noon, now, next };
};

function after(ms: number): Date {
  return new Date(noon.getTime() + ms);
}

describe('a claim', () => {
  test('has one winner among workers at the same time', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, () => log.claim(delivery, 'first', noon)));
    expect(claims.filter(({ kind }) => kind === 'claimed')).toEqual([{ kind: 'claimed', attempts: 1, tries: 1 }]);
    expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(9);
  });

  test('runs out after half a minute: the worker may have died', async () => {
    await log.claim(delivery, 'first', noon);
    expect(await log.claim(delivery, 'first', after(30_000))).toEqual({ kind: 'busy' });
    expect(await log.claim(delivery, 'first', after(30_001))).toEqual({ kind: 'claimed', attempts: 2, tries: 2 });
  });

  test('of a region that was lost does not keep the other one waiting', async () => {
    await log.claim(delivery, 'first', noon);
    expect(await logOf('us-east-2').claim(delivery, 'first', after(1))).toEqual({
      kind: 'claimed',
      attempts: 2,
      tries: 2,
    });
  });

  test('11 C: is not given before the schedule says so, and free at once then', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(unconfirmed, noon, after(5_000)));
    const waiting = { kind: 'waiting', attempts: 1, nextAttemptAt: after(5_000).toISOString() };
    expect(await log.claim(delivery, 'first', after(10_000))).toEqual(waiting);
    expect(await log.claim(delivery, 'scheduled', after(4_999))).toEqual(waiting);
    expect(await log.claim(delivery, 'scheduled', after(5_000))).toEqual({ kind: 'claimed', attempts: 2, tries: 2 });
    expect(await log.claim(delivery, 'scheduled', after(5_000))).toEqual({ kind: 'busy' });
  });

  test('11 C: keeps its place in the lane: a worker that died leaves it due', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(unconfirmed, noon, after(5_000)));
    await log.claim(delivery, 'scheduled', after(5_000));
    expect(await log.waitingFor(endpointId, { upTo: after(5_000), pageMax: 1 })).toHaveLength(1);
    expect(await log.claim(delivery, 'scheduled', after(35_001))).toMatchObject({ kind: 'claimed', attempts: 3 });
  });

  test('11 C: is given before its time once', async () => {
    await log.claim(delivery, 'first', noon);
    for (const kind of ['claimed', 'waiting']) {
      await log.settle(delivery, ended(unconfirmed, noon, after(3_600_000)));
      expect(await log.claim(delivery, 'early', after(1))).toMatchObject({ kind });
    }
  });

  test('11 C: is not given after the schedule has ended, unless somebody asks', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(unconfirmed, noon));
    expect(await log.claim(delivery, 'first', after(1))).toEqual({ kind: 'failed', attempts: 1 });
    expect(await log.claim(delivery, 'asked', after(1))).toEqual({ kind: 'claimed', attempts: 2, tries: 1 });
  });

  test('is never given again after the receiver confirmed, in neither region', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(confirmed, after(100)));
    for (const region of ['us-east-1', 'us-east-2']) {
      expect(await logOf(region).claim(delivery, 'first', after(3_600_000))).toEqual({
        kind: 'delivered',
        attempts: 1,
        deliveredAt: '2030-01-31T12:00:00.100Z',
      });
    }
  });
});

describe('a claim to send again', () => {
  test('is given after the receiver confirmed, and the delivery stays delivered since its first confirmation', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(confirmed, after(100)));
    expect(await log.claim(delivery, 'asked', after(60_000))).toEqual({ kind: 'claimed', attempts: 2, tries: 1 });
    const deliveredAt = '2030-01-31T12:00:00.100Z';
    expect(await log.settle(delivery, ended(unconfirmed, after(60_100)))).toMatchObject({ deliveredAt });
    expect(await listed(delivery)).toMatchObject([
      { status: 'delivered', deliveredAt, attempts: 2, lastOutcome: 'status 500' },
    ]);
    await log.claim(delivery, 'asked', after(120_000));
    expect(await log.settle(delivery, ended(confirmed, after(120_100)))).toMatchObject({ deliveredAt });
    expect(await log.claim(delivery, 'first', after(180_000))).toMatchObject({
      kind: 'delivered',
      attempts: 3,
    });
  });

  test('waits for an attempt that is under way', async () => {
    await log.claim(delivery, 'first', noon);
    expect(await log.claim(delivery, 'asked', after(1))).toEqual({ kind: 'busy' });
  });

  test('is given for what was never sent: the endpoint may be younger than the event', async () => {
    expect(await log.claim(delivery, 'asked', noon)).toEqual({ kind: 'claimed', attempts: 1, tries: 0 });
  });
});

test('a version that a lost region gave to another event is delivered all the same', async () => {
  await log.claim(delivery, 'first', noon);
  await log.settle(delivery, ended(confirmed, noon));
  // The promoted ledger did not know of the capture, and gave its version to something else.
  const instead = deliveryOf(aPartialRefund({ aggregateVersion: delivery.version, epoch: 2 }), { endpointId });
  expect(await log.claim(instead, 'first', noon)).toEqual({ kind: 'claimed', attempts: 1, tries: 1 });
});

test('keeps endpoints and events of one payment apart, and lists them by version', async () => {
  const refund = deliveryOf(aPartialRefund({ aggregateVersion: 10 }), { endpointId });
  await log.claim(refund, 'first', noon);
  const other = deliveryOf(aCapture(), { endpointId: `we_${'c'.repeat(32)}` });
  await log.claim(delivery, 'first', noon);
  await log.claim(other, 'first', noon);
  await log.settle(other, ended(confirmed, noon));
  expect(await listed(delivery)).toMatchObject([
    { ...delivery, status: 'sending', attempts: 1 },
    { ...other, status: 'delivered', lastOutcome: 'status 204' },
    { ...refund, status: 'sending' },
  ]);
  expect(await listed({ ...delivery, paymentId: 'another' })).toEqual([]);
});

describe('a page of deliveries', () => {
  const ofVersion = (version: number) => deliveryOf(aPartialRefund({ aggregateVersion: version }), { endpointId });

  beforeEach(async () => {
    for (const version of [2, 3, 10]) await log.claim(ofVersion(version), 'first', noon);
  });

  test.each<[number, readonly number[], boolean]>([
    [1, [2], true],
    [2, [2, 3], true],
    [3, [2, 3, 10], false],
    [4, [2, 3, 10], false],
  ])('of at most %i holds versions %j; another follows: %s', async (pageMax, versions, hasMore) => {
    const page = await log.ofPayment(delivery, { after: undefined, pageMax });
    expect(page.deliveries.map(({ version }) => version)).toEqual(versions);
    expect(page.hasMore).toBe(hasMore);
  });

  test('begins after the last of the page before, also when that is gone', async () => {
    const page = { after: ofVersion(3), pageMax: 2 };
    expect(await log.ofPayment(delivery, page)).toMatchObject({
      deliveries: [{ version: 10 }],
      hasMore: false,
    });
    const gone = { after: ofVersion(5), pageMax: 2 };
    expect(await log.ofPayment(delivery, gone)).toMatchObject({ deliveries: [{ version: 10 }] });
  });

  test('is not needed to find one by its id, which belongs to one payment', async () => {
    const { deliveryId, ...place } = ofVersion(10);
    expect(await log.ofId(place, deliveryId)).toMatchObject({ version: 10 });
    expect(await log.ofId({ ...place, paymentId: 'another' }, deliveryId)).toBeUndefined();
    expect(await log.ofId({ ...place, merchantId: 'globex' }, deliveryId)).toBeUndefined();
    expect(await log.ofId(place, `msg_${'0'.repeat(32)}`)).toBeUndefined();
  });
});

describe('11 C: the log of attempts', () => {
  test('holds each with its status, its time and how long it took', async () => {
    await log.claim(delivery, 'first', noon);
    const refused = { kind: 'unconfirmed', text: 'status 503', status: 503 } as const;
    await log.settle(delivery, { attempts: 1, outcome: refused, startedAt: noon, now: after(120), next: after(5_000) });
    await log.claim(delivery, 'scheduled', after(5_000));
    const confirming = { kind: 'confirmed', text: 'status 204', status: 204 } as const;
    const second = { attempts: 2, outcome: confirming, startedAt: after(5_000), now: after(5_010), next: undefined };
    await log.settle(delivery, second);
    const region = 'us-east-1';
    expect((await listed(delivery))[0]?.log).toEqual([
      { number: 1, at: noon.toISOString(), durationMs: 120, status: 503, outcome: 'status 503', region },
      { number: 2, at: after(5_000).toISOString(), durationMs: 10, status: 204, outcome: 'status 204', region },
    ]);
  });

  test('holds the latest ones, however many there are', async () => {
    for (let attempts = 1; attempts <= loggedAttemptsMax + 1; attempts += 1) {
      await log.claim(delivery, 'asked', noon);
      await log.settle(delivery, { ...ended(unconfirmed, noon, 'as_before'), attempts });
    }
    const numbers = (await listed(delivery))[0]?.log.map(({ number }) => number);
    expect([numbers?.length, numbers?.at(0), numbers?.at(-1)]).toEqual([loggedAttemptsMax, 2, loggedAttemptsMax + 1]);
  });
});

describe('11 C: a delivery that is put into a lane', () => {
  const when = (restarts: boolean) => ({ at: after(1_000), now: noon, restarts });

  test('waits there without an attempt, once', async () => {
    expect(await log.enqueue(delivery, when(false))).toBe(true);
    expect(await log.enqueue(delivery, when(true))).toBe(false);
    expect(await log.waitingFor(endpointId, { upTo: after(999), pageMax: 10 })).toEqual([]);
    expect(await log.waitingFor(endpointId, { upTo: after(1_000), pageMax: 10 })).toMatchObject([
      { status: 'waiting', attempts: 0 },
    ]);
  });

  test('is one that is neither delivered nor being sent', async () => {
    await log.claim(delivery, 'first', noon);
    expect(await log.enqueue(delivery, when(true))).toBe(false);
    await log.settle(delivery, ended(confirmed, noon));
    expect(await log.enqueue(delivery, when(true))).toBe(false);
  });

  test('begins a new schedule only if that is asked for', async () => {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, ended(unconfirmed, noon));
    expect(await log.enqueue(delivery, when(false))).toBe(false);
    expect(await log.enqueue(delivery, when(true))).toBe(true);
    expect(await log.claim(delivery, 'scheduled', after(1_000))).toEqual({ kind: 'claimed', attempts: 2, tries: 1 });
  });
});
