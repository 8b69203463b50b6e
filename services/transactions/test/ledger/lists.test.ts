import { operationIdOf } from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { aCapture, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ask } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
/** Oldest first; two of them at the same time. */
const payments = [0, 1, 1, 2, 3].map((second, at) =>
  aCommand({ key: `list-${at}`, capture: 'manual', acceptedAt: `2036-11-21T10:00:0${second}.000Z` }),
);
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  for (const command of [...payments, aCommand({ key: 'other', merchantId: 'globex' })]) {
    await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  }
  // Booked as they were accepted, so that their order is known.
  await db.owner.run('update pay.payments set created_at = accepted_at');
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** A page of a merchant's payments; the query says what is not as usual. */
async function pageOf(query: Readonly<Record<string, string>>) {
  const sent = new URLSearchParams({ merchant_id: 'acme', ...query }).toString();
  const answer = await ask(listPaymentsRoute(completeLedger(db.ledger)), { query: sent });
  return { ...answer.json, status: answer.status, link: answer.headers['Link'] };
}
const refused = { status: 400, code: 'malformed_request' };

test("lists a merchant's payments newest first, page by page, each once", async () => {
  const seen: string[] = [];
  let cursor = '';
  for (let pages = 1; ; pages++) {
    const page = await pageOf({ limit: '2', ...(cursor === '' ? {} : { cursor }) });
    seen.push(...page.data.map(({ id }: { id: string }) => id));
    expect(page.has_more).toBe(pages < 3);
    if (!page.has_more) {
      expect(page).toMatchObject({ next_cursor: null, link: undefined });
      break;
    }
    cursor = page.next_cursor;
    // A run of digits can look like a card number, and the API refuses those.
    expect(cursor).not.toMatch(/[0-9]/);
    expect(page.link).toBe(`</transactions/v1/payments?limit=2&merchant_id=acme&cursor=${cursor}>; rel="next"`);
  }
  const sorted = [...payments].sort((left, right) =>
    left.acceptedAt === right.acceptedAt
      ? right.paymentId.localeCompare(left.paymentId)
      : right.acceptedAt.localeCompare(left.acceptedAt),
  );
  expect(seen).toEqual(sorted.map(({ paymentId }) => paymentId));
});

test('says that there is no more exactly at the end', async () => {
  expect(await pageOf({ limit: '5' })).toMatchObject({ has_more: false });
  expect(await pageOf({ limit: '4' })).toMatchObject({ has_more: true });
  expect(await pageOf({ merchant_id: 'nobody' })).toMatchObject({ data: [], has_more: false, next_cursor: null });
});

test('refuses a cursor that was changed, cut, made up or given for another list', async () => {
  const { next_cursor: cursor } = await pageOf({ limit: '1' });
  const [place, signature] = cursor.split('.');
  const hex = Buffer.from(JSON.stringify(['2036-11-21T10:00:02Z', 'pay_0'])).toString('hex');
  const other = hex.replace(/[0-9]/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
  const forged = [
    `${place}.${signature.replace(/^./, (first: string) => (first === 'a' ? 'b' : 'a'))}`,
    `${other}.${signature}`,
    place,
    `${place}.`,
    cursor.slice(0, -1),
    `${cursor}a`,
    `pp.${signature}`,
    "' or true --",
    '💶',
    'x'.repeat(501),
  ];
  for (const tampered of forged) {
    expect(await pageOf({ limit: '1', cursor: tampered }), tampered).toMatchObject(refused);
  }
  expect(await pageOf({ merchant_id: 'globex', cursor })).toMatchObject(refused);
});

test.each([
  ['limit 0', { limit: '0' }],
  ['limit 101', { limit: '101' }],
  ['a fraction as limit', { limit: '1.5' }],
  ['no number as limit', { limit: 'all' }],
  ['a merchant of two letters', { merchant_id: 'ab' }],
  ['a merchant with a blank', { merchant_id: 'a b' }],
  ['a card number as merchant', { merchant_id: '4111111111111111' }],
  ['a parameter that is not known', { off: '1' }],
  ['a status that is none', { status: 'paid' }],
  ['a status that no ledger knows', { status: 'accepted' }],
  ['a day without a time', { booked_from: '2036-11-21' }],
  ['a time without a zone', { booked_from: '2036-11-21T10:00:00' }],
  ['the 30th of February', { booked_before: '2026-02-30T10:00:00Z' }],
  ['a year that no ledger counts', { booked_before: '0000-01-01T00:00:00Z' }],
])('refuses %s', async (_, query) => {
  expect(await pageOf(query)).toMatchObject(refused);
});

test('takes limits of 1 and 100, and needs no merchant beside the key', async () => {
  expect((await pageOf({ limit: '1' })).data).toHaveLength(1);
  expect((await pageOf({ limit: '100' })).data).toHaveLength(5);
  const unnamed = await ask(listPaymentsRoute(completeLedger(db.ledger)), { query: 'limit=100' });
  expect(unnamed.json.data).toEqual((await pageOf({ limit: '100' })).data);
});

const idsOf = (page: { readonly data: readonly { readonly id: string }[] }) => page.data.map(({ id }) => id);
const newestFirst = [4, 3, 2, 1, 0].map((at) => payments[at]?.paymentId);

test('lists the payments of a time: the beginning is within it, its end is not', async () => {
  const second = (at: number) => `2036-11-21T10:00:0${at}Z`;
  expect(idsOf(await pageOf({ booked_from: second(2) }))).toEqual(newestFirst.slice(0, 2));
  expect(idsOf(await pageOf({ booked_before: second(2) }))).toHaveLength(3);
  expect(idsOf(await pageOf({ booked_from: second(2), booked_before: second(3) }))).toEqual([newestFirst[1]]);
  expect(idsOf(await pageOf({ booked_from: second(3), booked_before: second(3) }))).toEqual([]);
  // The same instant in another zone.
  expect(idsOf(await pageOf({ booked_from: '2036-11-21T12:00:02+02:00' }))).toEqual(newestFirst.slice(0, 2));
});

test('11.A6: a payment that a recovery books late is listed by when it was booked', async () => {
  const merchant_id = 'shop-of-late';
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  const known = aCommand({ key: 'known', merchantId: merchant_id, acceptedAt: '2026-11-21T10:00:09.000Z' });
  const late = aCommand({ key: 'late', merchantId: merchant_id, acceptedAt: '2026-11-21T10:00:00.000Z' });
  await db.ledger.apply({ ...authority, command: known, appliedBy: 'consumer' });
  const { booked_at: readUpTo } = (await pageOf({ merchant_id })).data[0];
  await db.ledger.applyRecorded([{ command: late, outcome: undefined }], authority);
  expect(idsOf(await pageOf({ merchant_id }))).toEqual([late.paymentId, known.paymentId]);
  const news = await pageOf({ merchant_id, booked_from: readUpTo });
  expect(idsOf(news)).toContain(late.paymentId);
  expect(news.data[0]).toMatchObject({ created_at: '2026-11-21T10:00:00.000Z' });
  expect(news.data[0].booked_at > '2026-11-21T10:00:09.000Z').toBe(true);
  expect(idsOf(await pageOf({ merchant_id, booked_before: '2026-11-21T10:00:10Z' }))).toEqual([]);
});

test('lists the payments of a status, and goes on with a cursor of the very same filter alone', async () => {
  const merchant_id = 'shop-by-status';
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  const held = [0, 1, 2].map((at) => aCommand({ key: `held-${at}`, merchantId: merchant_id, capture: 'manual' }));
  const captured = aCommand({ key: 'captured', merchantId: merchant_id });
  for (const command of [...held, captured]) await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  const first = await pageOf({ merchant_id, status: 'authorized', limit: '2' });
  expect(first).toMatchObject({ data: [{ status: 'authorized' }, { status: 'authorized' }], has_more: true });
  expect(first.link).toContain('status=authorized');
  const next = { merchant_id, status: 'authorized', limit: '2', cursor: first.next_cursor };
  const second = await pageOf(next);
  expect([...idsOf(first), ...idsOf(second)].sort()).toEqual(held.map(({ paymentId }) => paymentId).sort());
  expect(second).toMatchObject({ has_more: false, next_cursor: null });
  expect(idsOf(await pageOf({ merchant_id, status: 'captured' }))).toEqual([captured.paymentId]);
  for (const other of [{ status: 'captured' }, { booked_from: '2036-11-21T10:00:00Z' }]) {
    expect(await pageOf({ ...next, ...other })).toMatchObject(refused);
  }
  const { status: _, ...unfiltered } = next;
  expect(await pageOf(unfiltered)).toMatchObject(refused);
});

test('ends a page after so many payments that do not fit, says that there is more, and goes on from there', async () => {
  const find = async (cursor: string, scanMax: number) => {
    const page = await db.ledger.payments({ merchantId: 'acme', status: 'voided', scanMax }, { cursor, pageMax: 1 });
    if (page === undefined) throw new Error('the cursor must be taken');
    return page;
  };
  const target = payments[0];
  if (target === undefined) throw new Error('there must be payments');
  await db.ledger.change(aVoid(target, { key: 'oldest' }), { epoch: 1, originRegion: 'us-east-1' });
  const first = await find('', 2);
  expect(first).toMatchObject({ data: [], has_more: true });
  const second = await find(first.next_cursor ?? '', 2);
  expect(second).toMatchObject({ data: [], has_more: true });
  expect(await find(second.next_cursor ?? '', 2)).toMatchObject({ data: [{ status: 'voided' }], has_more: false });
  // Exactly as many as may be read: nothing is left.
  expect(await find('', 5)).toMatchObject({ data: [{ status: 'voided' }], has_more: false });
  expect(await find('', 4)).toMatchObject({ data: [], has_more: true });
});

test('lists what was done to a payment, oldest first', async () => {
  const payment = aCommand({ key: 'operations', capture: 'manual', amountMinor: '10' });
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  await db.ledger.apply({ ...authority, command: payment, appliedBy: 'consumer' });
  const captures = ['1', '2'].map((amountMinor) =>
    aCapture(payment, { key: `operations-${amountMinor}`, amountMinor }),
  );
  for (const capture of captures) await db.ledger.change(capture, authority);
  const list = async (query: Record<string, string>) => {
    const sent = new URLSearchParams(query).toString();
    return (await ask(listOperationsRoute(completeLedger(db.ledger)), { id: payment.paymentId, query: sent })).json;
  };
  const first = await list({ limit: '2' });
  expect(first.data).toMatchObject([
    { operation: 'authorize', amount_minor: '10', version: 2 },
    { operation: 'partial_capture', amount_minor: '1', id: operationIdOf(captures[0]?.commandId ?? '') },
  ]);
  const second = await list({ limit: '2', cursor: first.next_cursor });
  expect(second).toMatchObject({ data: [{ amount_minor: '2', version: 4 }], has_more: false });
});

test.each([`pay_${'0'.repeat(32)}`, 'pay_1', ''])('knows no operations of %s', async (id) => {
  expect(await ask(listOperationsRoute(completeLedger(db.ledger)), { id })).toMatchObject({
    status: 404,
    headers: { 'Retry-After': '1' },
  });
});
