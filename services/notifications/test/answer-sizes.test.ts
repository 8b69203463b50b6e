import { DeliveryPage } from '@redoubt/contracts';
import { aDoorkeeper, ask } from '@redoubt/lambda-kit/http-contract';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loggedAttemptsMax } from '../src/adapters/delivery-item.ts';
import { DeliveryTable } from '../src/adapters/delivery-table.ts';
import { deliveryViewOf } from '../src/delivery-view.ts';
import { type Delivery, deliveryOf } from '../src/domain/delivery.ts';
import { webhookBodyOf } from '../src/domain/webhook-body.ts';
import { endpointViewOf } from '../src/endpoints/endpoint-view.ts';
import { endpointsMax } from '../src/endpoints/register-endpoint.ts';
import './support/handler-environment.ts';
import { aPartialRefund, paymentId } from './support/payment-events.ts';

const { getDeliveries } = await import('../src/routes/get-deliveries.ts');

/*
 * Goal: no answer is longer than a function may give, however many webhooks there are about one payment.
 * Method: a payment that was refunded in many parts, its outcomes far longer than any that is logged; all pages are read.
 */
const deliveries: readonly Delivery[] = Array.from({ length: 250 }, (_, at) =>
  deliveryOf(aPartialRefund({ aggregateVersion: at + 3 }), { endpointId: `we_${'b'.repeat(32)}` }),
);
const noon = new Date('2030-01-31T12:00:00.000Z');
const longOutcome = { kind: 'unconfirmed', text: 'x'.repeat(15_000) } as const;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const answerBytesMax = 6 * 1024 * 1024;

let dynamo: LocalDynamo;
let log: DeliveryTable;
beforeAll(async () => {
  dynamo = await startLocalDynamo();
  log = new DeliveryTable({ table: dynamo.table, region: 'us-east-1', client: dynamo.client });
  for (const delivery of deliveries) {
    await log.claim(delivery, 'first', noon);
    await log.settle(delivery, { attempts: 1, outcome: longOutcome, startedAt: noon, now: noon, next: undefined });
  }
});
afterAll(() => dynamo[Symbol.asyncDispose]());

test.each([100, 20, undefined])(
  'pages of %s hold every webhook once, each within the bounds of an answer',
  async (limit) => {
    const first = `payment_id=${paymentId}${limit === undefined ? '' : `&limit=${limit}`}`;
    const ids: string[] = [];
    for (let query = first; ; ) {
      const answer = await ask(getDeliveries({ deliveries: log, keys: aDoorkeeper }), {
        query,
        headers: { Authorization: 'Bearer acme' },
      });
      expect(answer.status, answer.text).toBe(200);
      expect(Buffer.byteLength(answer.text)).toBeLessThan(answerBytesMax);
      const page = DeliveryPage.parse(answer.json);
      expect(page.data.length).toBeLessThanOrEqual(limit ?? 20);
      ids.push(...page.data.map(({ id }) => id));
      const { Link: link } = answer.headers;
      if (page.next_cursor === null) {
        expect([page.has_more, link]).toEqual([false, undefined]);
        break;
      }
      query = `${first}&cursor=${page.next_cursor}`;
      expect(link).toBe(
        `</notifications/v1/deliveries?payment_id=${paymentId}&limit=${limit ?? 20}&cursor=${page.next_cursor}>; rel="next"`,
      );
    }
    expect(ids).toEqual(deliveries.map(({ deliveryId }) => deliveryId));
  },
);

test('a page of a hundred ends early where it would hold more than DynamoDB reads at once', async () => {
  const { json } = await ask(getDeliveries({ deliveries: log, keys: aDoorkeeper }), {
    query: `payment_id=${paymentId}&limit=100`,
    headers: { Authorization: 'Bearer acme' },
  });
  expect(json.data.length).toBeLessThan(100);
  expect(json.has_more).toBe(true);
});

test('11 C: a page of events holds every attempt that is logged, and a page of endpoints the longest addresses', async () => {
  const outcome = { kind: 'unconfirmed', text: 'the name leads to an address that is not public' } as const;
  const tried = deliveryOf(aPartialRefund({ aggregateVersion: 999 }), { endpointId: `we_${'c'.repeat(32)}` });
  for (let attempts = 1; attempts <= loggedAttemptsMax; attempts += 1) {
    await log.claim(tried, 'asked', noon);
    await log.settle(tried, { attempts, outcome, startedAt: noon, now: noon, next: 'as_before' });
  }
  const delivery = await log.recordOf(tried);
  if (delivery === undefined) throw new Error('a delivery must be logged');
  expect(delivery.log).toHaveLength(loggedAttemptsMax);
  // A reference has 64 characters at most, of four bytes each; the rest of a webhook is of our own words.
  const webhook = `${webhookBodyOf(aPartialRefund())}${'😀'.repeat(64)}`;
  const events = Array.from({ length: 100 }, () => ({ webhook, status: 'missed', delivery: deliveryViewOf(delivery) }));
  expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThan(answerBytesMax);
  const url = `https://shop.example/${'é'.repeat(2_027)}`;
  const endpoint = { endpointId: tried.endpointId, merchantId: 'm'.repeat(64), url, createdAt: noon.toISOString() };
  const endpoints = Array.from({ length: 100 }, () => endpointViewOf(endpoint));
  expect(Buffer.byteLength(JSON.stringify(endpoints))).toBeLessThan(answerBytesMax);
});

test('a webhook of each endpoint, which are few, is answered at once', async () => {
  const [delivery] = (await log.ofPayment({ merchantId: 'acme', paymentId }, { after: undefined, pageMax: 1 }))
    .deliveries;
  if (delivery === undefined) throw new Error('a delivery must be logged');
  // Registrations at the same moment go over the bound by a few.
  const all = Array.from({ length: endpointsMax * 2 }, () => deliveryViewOf(delivery));
  expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThan(answerBytesMax);
});
