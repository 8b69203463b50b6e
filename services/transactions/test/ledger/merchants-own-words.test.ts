import { verifyRebuild } from '@redoubt/ledger-archive';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { changeCommandOf } from '../../src/domain/change-command.ts';
import { changeResponseOf } from '../../src/domain/change-response.ts';
import { listMovementsRoute } from '../../src/reading/list-movements.ts';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { aRefund } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ask, keyOf } from '../support/api-event.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
const authority = { epoch: 1, originRegion: 'us-east-1' };
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const words = { metadata: { order: '7', 'gift.note': '世界 "ü"' }, statementDescriptor: 'ACME SHOP' } as const;
const shown = { metadata: words.metadata, statement_descriptor: words.statementDescriptor };

test('11.B5: metadata and the statement descriptor are shown as they were sent, however the payment was booked', async () => {
  const [alone, together, recovered] = ['alone', 'together', 'recovered'].map((key) => aCommand({ key, ...words }));
  if (alone === undefined || together === undefined || recovered === undefined) throw new Error('three are made');
  await db.ledger.apply({ ...authority, command: alone, appliedBy: 'consumer' });
  await db.ledger.applyBatch([together, aCommand({ key: 'plain' })], { ...authority, appliedBy: 'consumer' });
  await db.ledger.applyRecorded([{ command: recovered, outcome: undefined }], authority);
  for (const { paymentId } of [alone, together, recovered]) {
    expect(await db.ledger.payment({ paymentId, merchantId: 'acme' })).toMatchObject(shown);
  }
  const plain = await db.ledger.payment(aCommand({ key: 'plain' }));
  expect(plain).not.toHaveProperty('metadata');
  expect(plain).not.toHaveProperty('statement_descriptor');
});

test('11.B5: a refund says its reason, in its answer and in the lists', async () => {
  const payment = aCommand({ key: 'refunded', merchantId: 'shop-of-refunds' });
  await db.ledger.apply({ ...authority, command: payment, appliedBy: 'consumer' });
  const request = {
    type: 'RefundPayment',
    merchantId: payment.merchantId,
    paymentId: payment.paymentId,
    body: { merchant_id: payment.merchantId, amount_minor: '5', reason: 'duplicate' },
    expectedVersion: undefined,
    idempotencyKey: 'refund-1',
    correlationId: 'journey',
    traceparent: undefined,
    receivedAt: new Date(),
  } as const;
  const refund = changeCommandOf(request);
  const other = changeCommandOf({ ...request, body: { ...request.body, reason: 'other' } });
  expect(other.fingerprint).not.toBe(refund.fingerprint);
  const outcome = await db.ledger.change(refund, authority);
  if (outcome.outcome !== 'applied') throw new Error(`it can be refunded, got ${outcome.outcome}`);
  expect(JSON.parse(changeResponseOf(refund, outcome).body)).toMatchObject({ reason: 'duplicate' });
  await db.ledger.change(aRefund(payment, { key: 'refund-2', amountMinor: '5' }), authority);

  const operations = await ask(listOperationsRoute(completeLedger(db.ledger)), {
    id: payment.paymentId,
    headers: keyOf(payment.merchantId),
  });
  expect(operations.json.data.map(({ reason }: { reason?: string }) => reason)).toEqual([
    undefined,
    'duplicate',
    undefined,
  ]);
  const refunds = await ask(listMovementsRoute('refunds', completeLedger(db.ledger)), {
    query: 'merchant_id=shop-of-refunds',
  });
  expect(refunds.json.data.map(({ reason }: { reason?: string }) => reason)).toEqual([undefined, 'duplicate']);
});

test('11.B5: payments are found by the reference of their merchant, page by page, with any other filter', async () => {
  const merchantId = 'shop-of-references';
  const wanted = [0, 1, 2].map((at) => aCommand({ key: `wanted-${at}`, merchantId, reference: 'order 7' }));
  const others = [
    aCommand({ key: 'unlike', merchantId, reference: 'order 77' }),
    aCommand({ key: 'held', merchantId, reference: 'order 7', capture: 'manual' }),
    aCommand({ key: 'of another', merchantId: 'globex', reference: 'order 7' }),
    aCommand({ key: 'without', merchantId }),
  ];
  for (const command of [...wanted, ...others]) {
    await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  }
  const page = async (query: Readonly<Record<string, string>>) => {
    const sent = new URLSearchParams({ merchant_id: merchantId, reference: 'order 7', ...query }).toString();
    return await ask(listPaymentsRoute(completeLedger(db.ledger)), { query: sent });
  };
  const idsOf = ({ json }: Awaited<ReturnType<typeof page>>) => json.data.map(({ id }: { id: string }) => id);
  expect(idsOf(await page({}))).toHaveLength(4);
  const newestFirst = wanted.map(({ paymentId }) => paymentId).reverse();
  expect(idsOf(await page({ status: 'captured' }))).toEqual(newestFirst);
  const first = await page({ status: 'captured', limit: '2' });
  const cursor = first.json.next_cursor;
  expect([...idsOf(first), ...idsOf(await page({ status: 'captured', limit: '2', cursor }))]).toEqual(newestFirst);
  expect(await page({ status: 'captured', reference: 'order 77', cursor })).toMatchObject({ status: 400 });
  expect(idsOf(await page({ reference: 'order' }))).toEqual([]);
  expect(await page({ reference: '4111111111111111' })).toMatchObject({ status: 400 });
  expect(await page({ reference: 'e\u0301' })).toMatchObject({ status: 400 });
});

test('11.B5: the archive has all of it', async () => {
  const archive = new ArchiveInMemory();
  await archiveSchema(archive, ledgerBundle);
  await archiveOperations({ ledger: new ArchivedLedger(db.as('maintenance')), bucket: archive }, authority);
  await using fresh = await server.emptyDatabase();
  const wanted = { store: archive, url: fresh.url, ledgerUrl: db.url, waitMsMax: 1_000 };
  expect((await verifyRebuild(wanted)).comparison.differences).toEqual([]);
});
