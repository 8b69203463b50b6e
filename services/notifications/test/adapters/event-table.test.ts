import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventTable } from '../../src/adapters/event-table.ts';
import { aCapture, aPartialRefund, oneOfEach, paymentId } from '../support/payment-events.ts';

const noon = new Date('2030-01-31T12:00:00.000Z');
let dynamo: LocalDynamo;
let events: EventTable;

const payment = { merchantId: 'acme', paymentId };

beforeEach(async () => {
  dynamo = await startLocalDynamo();
  events = new EventTable({ table: dynamo.table, client: dynamo.client });
});
afterEach(() => dynamo[Symbol.asyncDispose]());

test.each(oneOfEach().map((event) => [event.type, event] as const))('gives back a %s as it came', async (_, event) => {
  await events.keep(event, noon);
  expect(await events.lastOf(payment)).toEqual(event);
});

test('the last event is that of the highest version of an epoch, in whatever order they came', async () => {
  const [second, ninth, tenth] = [aCapture(), ...[9, 10].map((at) => aPartialRefund({ aggregateVersion: at }))];
  for (const event of [tenth, second, ninth]) if (event !== undefined) await events.keep(event, noon);
  expect(await events.lastOf(payment)).toEqual(tenth);
});

test('an event that is announced again changes nothing', async () => {
  await events.keep(aCapture(), noon);
  await events.keep(aCapture({ originRegion: 'us-east-2' }), noon);
  expect(await events.lastOf(payment)).toEqual(aCapture());
});

test('the new region’s events come after all of the lost one’s', async () => {
  const lost = aPartialRefund({ aggregateVersion: 5 });
  const after = aPartialRefund({ aggregateVersion: 4, epoch: 2 });
  await events.keep(after, noon);
  await events.keep(lost, noon);
  expect(await events.lastOf(payment)).toEqual(after);
});

test('finds an event by its id, whatever else became of the payment', async () => {
  const all = oneOfEach().map((event, at) => ({ ...event, epoch: at + 1 }));
  for (const event of all) await events.keep(event, noon);
  for (const event of all) expect(await events.ofId(payment, event.id)).toEqual(event);
  expect(await events.ofId(payment, aCapture({ aggregateVersion: 99 }).id)).toBeUndefined();
});

test('another merchant finds neither the last event of a payment nor any by its id', async () => {
  await events.keep(aCapture(), noon);
  const ofOther = { ...payment, merchantId: 'globex' };
  expect(await events.lastOf(ofOther)).toBeUndefined();
  expect(await events.ofId(ofOther, aCapture().id)).toBeUndefined();
});

test('knows no last event of a payment without events', async () => {
  await events.keep(aCapture(), noon);
  expect(await events.lastOf({ ...payment, paymentId: `pay_${'0'.repeat(32)}` })).toBeUndefined();
});

test('says so when it could not keep an event', async () => {
  dynamo.failNext('PutItemCommand');
  await expect(events.keep(aCapture(), noon)).rejects.toMatchObject({ code: 'store_unreachable' });
});
