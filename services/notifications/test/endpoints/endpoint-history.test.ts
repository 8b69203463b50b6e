import { EndpointEventPage } from '@redoubt/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import { deliveryOf } from '../../src/domain/delivery.ts';
import { listEndpointEvents } from '../../src/endpoints/list-endpoint-events.ts';
import { recoverEndpoint } from '../../src/endpoints/recover-endpoint.ts';
import { aMerchant, type Merchant, one, two } from '../support/a-merchant.ts';
import { aCapture, aPartialRefund } from '../support/payment-events.ts';

let merchant: Merchant;
const query = { limit: 100, cursor: '' };
const timeOf = (second: number) => `2030-01-31T12:00:${String(second).padStart(2, '0')}.000Z`;
const refund = (second: number) => aPartialRefund({ aggregateVersion: second + 3, time: timeOf(second) });

beforeEach(async () => {
  merchant = await aMerchant();
});
afterEach(() => merchant[Symbol.asyncDispose]());

async function list(over: Partial<Parameters<typeof listEndpointEvents>[1]> = {}, endpointId = two) {
  const place = { merchantId: 'acme', endpointId };
  const listed = await listEndpointEvents(place, { ...query, ...over }, { ...merchant.dependencies, ...merchant });
  if (listed.kind !== 'page') throw new Error(listed.kind);
  return EndpointEventPage.parse(listed.page);
}
const recover = (since: string, until?: string) =>
  recoverEndpoint(
    { merchantId: 'acme', endpointId: two, request: { since, until }, receivedAt: merchant.dependencies.now() },
    { ...merchant.dependencies, ...merchant },
  );
const pause = () =>
  merchant.endpoints.pause(
    { merchantId: 'acme', endpointId: two },
    { reason: 'requested', now: merchant.dependencies.now() },
  );
const resume = () => merchant.endpoints.resume({ merchantId: 'acme', endpointId: two });
const versions = ({ data }: Pick<EndpointEventPage, 'data'>) => data.map(({ webhook }) => webhook.data.version);

/** Events of seconds 0 to 5, of which endpoint two gets the first and the last, because it is paused in between. */
async function missFour(): Promise<void> {
  for (let second = 0; second < 6; second += 1) {
    if (second === 1) await pause();
    if (second === 5) await resume();
    await deliverEvent(refund(second), merchant.dependencies);
  }
}

describe('11 C: events missed since', () => {
  test('are those that came while the endpoint was paused, with their webhooks', async () => {
    await missFour();
    const missed = await list({ status: 'missed' });
    expect(versions(missed)).toEqual([4, 5, 6, 7]);
    expect(missed.data[0]).toMatchObject({ status: 'missed', webhook: { type: 'payment.partially_refunded' } });
    expect((await list({ status: 'missed' }, one)).data).toEqual([]);
  });

  test.each<[string, string | undefined, string | undefined, readonly number[]]>([
    ['a time: then or later', timeOf(2), undefined, [5, 6, 7]],
    ['a millisecond later', '2030-01-31T12:00:02.001Z', undefined, [6, 7]],
    ['a time, before another one', timeOf(2), timeOf(4), [5, 6]],
    ['a time that ends before it begins', timeOf(4), timeOf(2), []],
    ['a time without milliseconds', '2030-01-31T12:00:02Z', undefined, [5, 6, 7]],
  ])('%s', async (_, since, until, expected) => {
    await missFour();
    expect(versions(await list({ status: 'missed', since, until }))).toEqual(expected);
  });

  test('are those that were given up, too', async () => {
    await merchant.deliveries.claim(deliveryOfTwo(), 'first', merchant.dependencies.now());
    const outcome = { kind: 'unconfirmed', text: 'status 500' } as const;
    const now = merchant.dependencies.now();
    await merchant.deliveries.settle(deliveryOfTwo(), { attempts: 1, outcome, startedAt: now, now, next: undefined });
    await merchant.events.keep(aCapture(), now);
    expect((await list({ status: 'missed' })).data).toMatchObject([
      { status: 'missed', delivery: { status: 'failed' } },
    ]);
    expect((await list({ status: 'failed' })).data).toHaveLength(1);
  });
});

describe('11 C: the events of an endpoint', () => {
  test.each([1, 2, 4, 100])('are listed once each, oldest first, in pages of %i', async (limit) => {
    for (let second = 0; second < 12; second += 1) await deliverEvent(refund(second), merchant.dependencies);
    const all: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: EndpointEventPage = await list({ limit, cursor });
      expect(page.data.length).toBeLessThanOrEqual(limit);
      all.push(...versions(page));
      cursor = page.next_cursor;
    }
    expect(all).toEqual(Array.from({ length: 12 }, (_, at) => at + 3));
  });

  test('are those that it wants, and are filtered by status and type', async () => {
    await deliverEvent(aCapture({ time: timeOf(0) }), merchant.dependencies);
    merchant.receivers.two.answer = (response) => void response.writeHead(500).end();
    await deliverEvent(refund(1), merchant.dependencies);
    expect(versions(await list({ status: 'delivered' }))).toEqual([2]);
    expect(versions(await list({ status: 'waiting' }))).toEqual([4]);
    expect(versions(await list({ type: 'payment.captured' }))).toEqual([2]);
    await merchant.endpoints.change({ merchantId: 'acme', endpointId: two }, { events: ['payment.partially_*'] });
    expect(versions(await list())).toEqual([4]);
    const [waiting] = (await list()).data;
    expect(waiting?.delivery?.log).toMatchObject([{ number: 1, status: 500, outcome: 'status 500' }]);
    expect(waiting?.delivery?.next_attempt_at).toBeDefined();
  });

  test('are found by its merchant alone, and not by the cursor of another endpoint', async () => {
    await missFour();
    const dependencies = { ...merchant.dependencies, ...merchant };
    const other = { merchantId: 'other', endpointId: two };
    expect(await listEndpointEvents(other, query, dependencies)).toEqual({ kind: 'not_found' });
    const cursor = (await list({ limit: 1 })).next_cursor ?? '';
    expect(
      await listEndpointEvents({ merchantId: 'acme', endpointId: one }, { ...query, cursor }, dependencies),
    ).toEqual({ kind: 'cursor_refused' });
  });
});

describe('11 C: a retry since a time', () => {
  test('sends what was missed then or later, and nothing else, once however often it is asked for', async () => {
    await missFour();
    expect(await recover(timeOf(2))).toEqual({ enqueued: 3 });
    expect(await recover(timeOf(2))).toEqual({ enqueued: 0 });
    await merchant.takeTurns();
    const received = merchant.receivers.two.received.map(({ body }) => JSON.parse(body).data.version);
    expect(received.sort()).toEqual([3, 5, 6, 7, 8]);
    expect(await recover(timeOf(2))).toEqual({ enqueued: 0 });
    expect(merchant.receivers.one.received).toHaveLength(6);
  });

  test('ends before another time', async () => {
    await missFour();
    expect(await recover(timeOf(1), timeOf(3))).toEqual({ enqueued: 2 });
  });

  test('of more than a request can look at says where to go on, and none is left out', async () => {
    await pause();
    const at = (second: number) => new Date(Date.parse(timeOf(0)) + second * 1_000).toISOString();
    for (let second = 0; second < 510; second += 1) {
      await merchant.events.keep(
        aPartialRefund({ aggregateVersion: second + 3, time: at(second) }),
        merchant.dependencies.now(),
      );
    }
    const first = await recover(at(0));
    expect(first).toEqual({ enqueued: 500, next_since: at(499) });
    expect(await recover(first?.next_since ?? '')).toEqual({ enqueued: 10 });
  });

  test('finds nothing of another merchant', async () => {
    const request = { since: timeOf(0) };
    const dependencies = { ...merchant.dependencies, ...merchant };
    expect(
      await recoverEndpoint(
        { merchantId: 'other', endpointId: two, request, receivedAt: merchant.dependencies.now() },
        dependencies,
      ),
    ).toBeUndefined();
  });
});

function deliveryOfTwo() {
  return deliveryOf(aCapture(), { endpointId: two });
}
