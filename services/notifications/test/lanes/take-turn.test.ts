import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import { aMerchant, type Merchant, two } from '../support/a-merchant.ts';
import { aPartialRefund } from '../support/payment-events.ts';

/*
 * Goal: what waits for an endpoint is sent on schedule, by one turn at a time, and by no other endpoint's account.
 * Method: a real receiver that fails, the table in DynamoDB's own semantics, and a clock that the test moves.
 */
let merchant: Merchant;
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

beforeEach(async () => {
  merchant = await aMerchant();
  answer(500);
});
afterEach(() => merchant[Symbol.asyncDispose]());

function answer(status: number, headers: Readonly<Record<string, string>> = {}): void {
  merchant.receivers.two.answer = (response) => void response.writeHead(status, headers).end();
}

/** Events of so many versions, of which the first has failed at endpoint two and the others wait behind it. */
async function fail(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await deliverEvent(aPartialRefund({ aggregateVersion: at + 2 }), merchant.dependencies);
  }
}

/** Lets time pass and takes turns until no lane is due. */
async function pass(ms: number): Promise<void> {
  merchant.aheadMs += ms;
  for (let rounds = 0; rounds < 20; rounds += 1) if ((await merchant.takeTurns()).length === 0) return;
}

const received = () => merchant.receivers.two.received.length;
const waiting = () => merchant.deliveries.waitingFor(two, { upTo: undefined, pageMax: 100 });
const endpoint = () => merchant.endpoints.ofId({ merchantId: 'acme', endpointId: two });

test('11 C: a webhook is tried ten times over more than three days and then given up', async () => {
  await fail(1);
  const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
  for (const [at, waitMs] of waits.entries()) {
    await pass(waitMs - 2 * second);
    expect(received(), `before wait ${at} is over`).toBe(at + 1);
    // A lane in which something waits is looked at every 15 minutes at least.
    await pass(15 * minute);
    expect(received(), `after wait ${at}`).toBe(at + 2);
    merchant.aheadMs -= 15 * minute - 2 * second;
  }
  expect(await waiting()).toEqual([]);
  const { deliveries } = await merchant.deliveries.ofPayment(aPartialRefund().data, {
    after: undefined,
    pageMax: 10,
  });
  const [given] = deliveries.filter(({ endpointId }) => endpointId === two);
  expect(given).toMatchObject({ status: 'failed', attempts: 10 });
  expect(given?.log.map(({ number, status }) => [number, status])).toEqual(
    waits.map((_, at) => [at + 1, 500]).concat([[10, 500]]),
  );
});

describe('11 C: an endpoint that is back', () => {
  test('gets everything that waits for it, each once, also what is not due yet', async () => {
    await fail(30);
    await pass(6 * second);
    const failed = received();
    answer(204);
    await pass(10 * minute);
    expect(await waiting()).toEqual([]);
    const ids = merchant.receivers.two.received.slice(failed).map(({ headers }) => headers['webhook-id']);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
    expect((await endpoint())?.failingSince).toBeUndefined();
  });

  test('gets what is due only in minutes as soon as it has confirmed another one', async () => {
    await fail(1);
    await pass(6 * second);
    answer(204);
    await deliverEvent(aPartialRefund({ aggregateVersion: 9 }), merchant.dependencies);
    await pass(3 * second);
    expect(received()).toBe(4);
    expect(await waiting()).toEqual([]);
  });

  test('and takes one webhook never keeps that one to its schedule: it is brought forward once', async () => {
    await fail(1);
    const poison = merchant.receivers.two.received[0]?.headers['webhook-id'];
    merchant.receivers.two.answer = (response) => {
      const last = merchant.receivers.two.received.at(-1)?.headers['webhook-id'];
      response.writeHead(last === poison ? 500 : 204).end();
    };
    for (let version = 10; version < 20; version += 1) {
      await deliverEvent(aPartialRefund({ aggregateVersion: version }), merchant.dependencies);
      await pass(2 * second);
    }
    const tries = merchant.receivers.two.received.filter(({ headers }) => headers['webhook-id'] === poison);
    // The first, the one after five seconds, and the early one.
    expect(tries.length).toBeLessThanOrEqual(3);
    expect(await waiting()).toHaveLength(1);
  });
});

test('11 C: a dead endpoint is asked by one webhook at a time, however many wait', async () => {
  await fail(20);
  expect(received()).toBe(1);
  merchant.aheadMs += 6 * second;
  await merchant.takeTurns();
  expect(received()).toBe(2);
  expect(await merchant.takeTurns()).toEqual([]);
});

test.each<[number, Readonly<Record<string, string>>, number]>([
  [429, { 'retry-after': '3600' }, hour],
  [503, { 'retry-after': '120' }, 2 * minute],
  [429, {}, minute],
])(
  '11 C: status %i with %j leaves the endpoint alone, whatever else is put into its lane',
  async (status, headers, ms) => {
    answer(status, headers);
    await fail(2);
    answer(204);
    await pass(ms - 2 * second);
    await deliverEvent(aPartialRefund({ aggregateVersion: 9 }), merchant.dependencies);
    await pass(0);
    expect(received()).toBe(1);
    await pass(15 * minute);
    expect(received()).toBe(4);
  },
);

test.each([301, 302, 307, 308])('11 C: status %i is a failure and is not followed', async (status) => {
  answer(status, { location: merchant.receivers.one.url });
  await fail(1);
  expect(await waiting()).toMatchObject([{ lastOutcome: `status ${status}` }]);
  expect(merchant.receivers.one.received).toHaveLength(1);
});

test('11 C: an answer that does not come in time is a failure like any other', async () => {
  const send: Merchant['dependencies']['send'] = async (url) =>
    url === merchant.receivers.two.url
      ? { kind: 'unconfirmed', text: 'no answer within 5000 ms' }
      : { kind: 'confirmed', text: 'status 204' };
  await deliverEvent(aPartialRefund(), { ...merchant.dependencies, send });
  expect(await waiting()).toMatchObject([{ status: 'waiting', attempts: 1, lastOutcome: 'no answer within 5000 ms' }]);
  expect((await endpoint())?.failingSince).toBeDefined();
});

describe('11 C: an endpoint at which nothing succeeds for five days', () => {
  test('is paused, its owner is told once, and nothing is sent to it any more', async () => {
    await fail(1);
    await pass(5 * day - minute);
    expect((await endpoint())?.paused).toBeUndefined();
    await deliverEvent(aPartialRefund({ aggregateVersion: 9 }), merchant.dependencies);
    await pass(15 * minute);
    expect((await endpoint())?.paused?.reason).toBe('failing');
    expect(merchant.paused).toMatchObject([{ data: { endpointId: two, reason: 'failing' } }]);
    const before = received();
    await pass(day);
    await deliverEvent(aPartialRefund({ aggregateVersion: 10 }), merchant.dependencies);
    await pass(day);
    expect([received(), merchant.paused.length]).toEqual([before, 1]);
  });

  test('is told of again as the same fact when the bus or the table gave no answer', async () => {
    await fail(1);
    merchant.aheadMs = 5 * day;
    merchant.busIsReachable = false;
    await expect(merchant.takeTurns()).rejects.toMatchObject({ code: 'bus_unreachable' });
    expect((await endpoint())?.paused).toBeUndefined();
    merchant.busIsReachable = true;
    for (let version = 20; merchant.paused.length < 1 && version < 30; version += 1) await pass(15 * minute);
    await merchant.dependencies.lanes.wake(
      { merchantId: 'acme', endpointId: two },
      { at: merchant.dependencies.now(), now: merchant.dependencies.now() },
    );
    expect(new Set(merchant.paused.map(({ id }) => id)).size).toBe(1);
    expect((await endpoint())?.paused?.reason).toBe('failing');
  });
});

test('a lane of an endpoint that nobody has any more comes to rest', async () => {
  const now = merchant.dependencies.now();
  await merchant.lanes.wake({ merchantId: 'acme', endpointId: 'we_0' }, { at: now, now });
  expect(await merchant.takeTurns()).toEqual(['we_0']);
  expect(await merchant.takeTurns()).toEqual([]);
});

test('a webhook whose event is not kept any more is given up', async () => {
  await fail(1);
  await merchant.takeTurns();
  merchant.aheadMs = 6 * second;
  await merchant.takeTurns({ events: { ofId: () => Promise.resolve(undefined) } });
  expect(await waiting()).toEqual([]);
});
