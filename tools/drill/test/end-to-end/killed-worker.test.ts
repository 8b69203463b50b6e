import { Envelope, headers, Webhook } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLedger } from '../../src/evidence/read-ledger.ts';
import { waitUntil } from '../../src/wait-until.ts';
import { archiveTests } from './archive.ts';
import type { MerchantClient } from './merchant-client.ts';
import { portBlock } from './redoubt-process.ts';
import { endBy, type RunningPlatform, startPlatform } from './running-platform.ts';

/*
 * Goal: a worker that is killed between its commit and what follows leaves nothing undone and nothing done twice.
 *
 * Method: the local cloud kills a function's workers as they make a certain call, and does not carry it out: to the bus, after
 * the ledger's commit; or to the journal, before the answer. The ledger is read past the application, the bus' own record says
 * what was announced, and an inbox beside the cloud what merchants were told. The archive's tests use the same platform after that; at last
 * npm is killed, behind which it was started.
 */
const region = 'us-east-1';

let platform: RunningPlatform;
let cloud: LocalCloud;
let merchant: MerchantClient;

// `acme` has its webhook endpoint.
beforeAll(async () => {
  platform = await startPlatform({ portBase: portBlock, isBehindNpm: true });
  ({ cloud, merchant } = platform);
});
afterAll(() => platform.command[Symbol.asyncDispose]());

/** Kills the workers of a function of transactions as they make the call next. */
const killAt = async (name: string, call: string) =>
  cloud.crashFunction(region, `transactions-${name}-${(await cloud.status()).suffix}`, call);

/** When an event of this type of the payment was put on the region's bus, each time, in ms after its transaction began. */
async function announcedAfterMs(paymentId: string, type: string): Promise<readonly number[]> {
  const recorded = await cloud.events(region);
  return recorded.flatMap(({ at, detail }) => {
    const event = Envelope.safeParse(detail).data;
    return event?.subject === paymentId && event.type === type ? [Date.parse(at) - Date.parse(event.time)] : [];
  });
}

async function bookedOf(paymentId: string) {
  const { payments, operations, drift } = await readLedger(await cloud.postgresUrl(region));
  expect(drift).toEqual([]);
  return {
    payment: payments.find((payment) => payment.paymentId === paymentId),
    operations: operations.filter((operation) => operation.paymentId === paymentId).length,
  };
}

/** Webhook ids that merchants received for a payment. */
async function toldOf(paymentId: string): Promise<readonly string[]> {
  const received = await cloud.webhooks.received();
  return received
    .filter(({ body }) => Webhook.parse(JSON.parse(body)).data.payment_id === paymentId)
    .map((webhook) => String(webhook.headers['webhook-id']));
}

/** The sweeper announces only events older than this, in milliseconds. */
const sweeperWaitsMs = 2_000;

/** Waits until the payment's capture is announced and told; then the sweeper has done it, and each was seen once. */
async function sweptAndToldOnce(paymentId: string, webhooks: number): Promise<void> {
  const isTold = async () => ((await toldOf(paymentId)).length >= webhooks ? true : undefined);
  await waitUntil(isTold, { everyMs: 50 });
  const [afterMs, ...again] = await announcedAfterMs(paymentId, 'PaymentCaptured');
  expect(afterMs).toBeGreaterThanOrEqual(sweeperWaitsMs);
  expect(again).toEqual([]);
  const told = await toldOf(paymentId);
  expect(told).toHaveLength(webhooks);
  expect(new Set(told).size).toBe(webhooks);
}

test('FO4: a payment whose worker is killed between commit and announcement is announced by the sweeper, and told once', async () => {
  await killAt('apply-payments', 'events:PutEvents');
  const { id } = await merchant.pay('killed-after-commit');
  await sweptAndToldOnce(id, 1);
  expect(await bookedOf(id)).toMatchObject({ payment: { status: 'captured' }, operations: 1 });
});

test('FO4: a capture whose worker is killed before its announcement answers the same key with what it did', async () => {
  const { id } = await merchant.pay('held-1', { capture: 'manual' });
  await merchant.paymentOnce(id, 'authorized');
  await killAt('post-capture', 'events:PutEvents');
  const capture = { path: `/transactions/v1/payments/${id}/captures`, key: 'once', body: { merchant_id: 'acme' } };
  expect((await merchant.send(capture)).status).toBeGreaterThanOrEqual(500);
  const answer = await merchant.until(201, capture);
  expect(answer.headers.get(headers.idempotencyReplayed)).toBe('true');
  expect(answer.json).toMatchObject({ operation: 'capture', amount_minor: '1050' });
  await sweptAndToldOnce(id, 2);
  expect(await bookedOf(id)).toMatchObject({ payment: { status: 'captured' }, operations: 2 });
});

test('FO4: a capture whose worker is killed between commit and journal has answered nobody, and is done once', async () => {
  const { id } = await merchant.pay('held-2', { capture: 'manual' });
  await merchant.paymentOnce(id, 'authorized');
  await killAt('post-capture', 'dynamodb:PutItem');
  const capture = { path: `/transactions/v1/payments/${id}/captures`, key: 'twice', body: { merchant_id: 'acme' } };
  expect((await merchant.send(capture)).status).toBeGreaterThanOrEqual(500);
  expect(await bookedOf(id)).toMatchObject({ payment: { status: 'captured' } });
  const answer = await merchant.until(201, capture);
  expect(answer.json).toMatchObject({ operation: 'capture', amount_minor: '1050' });
  await sweptAndToldOnce(id, 2);
  expect(await bookedOf(id)).toMatchObject({ payment: { status: 'captured' }, operations: 2 });
});

archiveTests(() => platform);

test('a command whose npm was killed ends itself, with everything that it started', async () => {
  expect(await endBy('SIGKILL', platform)).toBeNull();
});
