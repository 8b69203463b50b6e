import { DeliveryPage } from '@redoubt/contracts';
import { ask } from '@redoubt/lambda-kit/http-contract';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeliveryTable } from '../src/adapters/delivery-table.ts';
import { deliveryViewOf } from '../src/delivery-view.ts';
import { type Delivery, deliveryOf } from '../src/domain/delivery.ts';
import { endpointsMax } from '../src/register-endpoint.ts';
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
    await log.claim(delivery, 'unless_delivered', noon);
    await log.settle(delivery, longOutcome, noon);
  }
});
afterAll(() => dynamo[Symbol.asyncDispose]());

test.each([100, 20, undefined])(
  'pages of %s hold every webhook once, each within the bounds of an answer',
  async (limit) => {
    const first = `payment_id=${paymentId}${limit === undefined ? '' : `&limit=${limit}`}`;
    const ids: string[] = [];
    for (let query = first; ; ) {
      const answer = await ask(getDeliveries(log), { query });
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
  const { json } = await ask(getDeliveries(log), { query: `payment_id=${paymentId}&limit=100` });
  expect(json.data.length).toBeLessThan(100);
  expect(json.has_more).toBe(true);
});

test('a webhook of each endpoint, which are few, is answered at once', async () => {
  const [delivery] = (await log.ofPayment(paymentId, { after: undefined, pageMax: 1 })).deliveries;
  if (delivery === undefined) throw new Error('a delivery must be logged');
  // Registrations at the same moment go over the bound by a few.
  const all = Array.from({ length: endpointsMax * 2 }, () => deliveryViewOf(delivery));
  expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThan(answerBytesMax);
});
