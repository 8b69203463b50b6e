import {
  eventIdOf,
  eventTypes,
  PaymentCaptured,
  PaymentRejected,
  PaymentView,
  transferIdOf,
  uuidOf,
} from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Applied } from '../../src/booking/apply-command.ts';
import { ledgerStatuses, nextStatus, operations, transitions } from '../../src/domain/transitions.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function apply(command: ReturnType<typeof aCommand>): Promise<Applied> {
  const answer = await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  if (answer.outcome !== 'applied') throw new Error(`expected the command to be applied, got ${answer.outcome}`);
  return answer;
}

const countOf = async (table: string, paymentId: string): Promise<number> =>
  Number(
    (await db.owner.run(`select count(*)::text from pay.${table} where payment_id = :paymentId`, { paymentId }))[0],
  );

test('captures a payment in full and posts its fee, rounded down', async () => {
  const command = aCommand({ key: 'captured', amountMinor: '1050' });
  expect(await apply(command)).toMatchObject({ status: 'captured', version: 2, replayed: false });
  const transfers = await db.owner.run(
    `select jsonb_build_array(transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
     from pay.transfers where payment_id = :paymentId order by sequence`,
    { paymentId: command.paymentId },
  );
  const idOf = (sequence: number) => transferIdOf({ paymentId: command.paymentId, version: 2, sequence });
  expect(transfers.map((row) => JSON.parse(row ?? ''))).toEqual([
    [idOf(1), 'capture', 'network/receivable/EUR', 'merchant/acme/payable/EUR', 1050, 'EUR'],
    // 1.40 % of 10.50 are 14.7 cents.
    [idOf(2), 'fee', 'merchant/acme/payable/EUR', 'redoubt/fees/EUR', 14, 'EUR'],
  ]);
});

test('posts no fee that would be less than a minor unit', async () => {
  const below = aCommand({ key: 'fee-below', amountMinor: '71' });
  const at = aCommand({ key: 'fee-at', amountMinor: '72' });
  await Promise.all([apply(below), apply(at)]);
  expect(await countOf('transfers', below.paymentId)).toBe(1);
  expect(await countOf('transfers', at.paymentId)).toBe(2);
});

test("rejects a payment over the merchant's limit and books nothing", async () => {
  const limit = { key: 'limit', amountMinor: '1000000000' };
  const over = aCommand({ key: 'over', amountMinor: '1000000001' });
  expect(await apply(aCommand(limit))).toMatchObject({ status: 'captured' });
  expect(await apply(over)).toMatchObject({ status: 'rejected', version: 2, reason: 'amount_over_merchant_limit' });
  expect(await countOf('transfers', over.paymentId)).toBe(0);
  expect(await countOf('operations', over.paymentId)).toBe(1);
});

test('rejects a payment to a blocked merchant, and takes one of another', async () => {
  await db.owner.run("insert into pay.merchant_terms values ('blocked-shop', 'blocked', 100, 0)");
  const refused = await apply(aCommand({ key: 'blocked', merchantId: 'blocked-shop', amountMinor: '1' }));
  expect(refused).toMatchObject({ status: 'rejected', reason: 'merchant_blocked' });
  expect(await apply(aCommand({ key: 'blocked', merchantId: 'open-shop' }))).toMatchObject({ status: 'captured' });
});

test("takes a fee by the merchant's own terms, of the widest amount too", async () => {
  await db.owner.run("insert into pay.merchant_terms values ('big-shop', 'open', 999999999999999999, 9999)");
  const command = aCommand({ key: 'big', merchantId: 'big-shop', amountMinor: '999999999999999999' });
  await apply(command);
  const [fee] = await db.owner.run(
    "select amount_minor::text from pay.transfers where payment_id = :paymentId and purpose = 'fee'",
    { paymentId: command.paymentId },
  );
  expect(BigInt(fee ?? '')).toBe((999_999_999_999_999_999n * 9_999n) / 10_000n);
});

test('answers the same command again with its first answer and does nothing', async () => {
  const command = aCommand({ key: 'twice' });
  const { events, ...first } = await apply(command);
  expect(events).toHaveLength(1);
  expect(await apply(command)).toEqual({ ...first, replayed: true, events: [] });
  for (const table of ['payments', 'operations', 'events']) expect(await countOf(table, command.paymentId)).toBe(1);
});

test('books a hundred concurrent duplicates once and gives all the same answer', async () => {
  const command = aCommand({ key: 'storm' });
  const answers = await Promise.all(Array.from({ length: 100 }, () => apply(command)));
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const bodies = answers.map(({ replayed: _replayed, events: _events, ...answer }) => JSON.stringify(answer));
  expect(new Set(bodies).size).toBe(1);
  expect(await countOf('operations', command.paymentId)).toBe(1);
  expect(await countOf('transfers', command.paymentId)).toBe(2);
});

test('announces a capture with an event that contracts can read', async () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const command = aCommand({ key: 'event', reference: 'order 7', canary: true, traceparent });
  const [entry] = (await apply(command)).events;
  const event = PaymentCaptured.schema.parse(entry?.event);
  const idOf = (version: number, type: string) =>
    eventIdOf({ aggregateId: command.paymentId, version, type, commandId: command.commandId });
  expect(event).toMatchObject({
    id: idOf(2, 'PaymentCaptured'),
    subject: command.paymentId,
    commandid: command.commandId,
    aggregateversion: 2,
    causationid: idOf(1, 'PaymentAccepted'),
    correlationid: command.correlationId,
    traceparent,
    epoch: 1,
    originregion: 'us-east-1',
  });
  expect(event.data).toEqual({
    paymentId: command.paymentId,
    merchantId: 'acme',
    amountMinor: '1050',
    currency: 'EUR',
    reference: 'order 7',
    canary: true,
  });
});

test('announces a rejection with its reason', async () => {
  const [entry] = (await apply(aCommand({ key: 'event-rejected', amountMinor: '1000000001' }))).events;
  expect(PaymentRejected.schema.parse(entry?.event).data.reason).toBe('amount_over_merchant_limit');
});

test('shows a booked payment as the API describes it, and no other', async () => {
  const command = aCommand({ key: 'view', reference: 'order 8' });
  await apply(command);
  const view = PaymentView.parse(await db.ledger.payment(command));
  expect(view).toMatchObject({ id: command.paymentId, status: 'captured', version: 2, created_at: command.acceptedAt });
  expect(await db.ledger.payment(aCommand({ key: 'never applied' }))).toBeUndefined();
});

test('refuses a payment id that is not of its command as the mistake that it is', async () => {
  const first = aCommand({ key: 'mine' });
  await apply(first);
  await expect(apply({ ...aCommand({ key: 'other' }), paymentId: first.paymentId })).rejects.toThrow(
    'a payment id must come from its command id',
  );
});

test('makes ids in SQL as contracts makes them', async () => {
  const parts = ['event', 'Zahlung 💶', '', 'x'.repeat(300)];
  const [made] = await db.owner.run(
    'select pay.uuid_of(variadic array(select jsonb_array_elements_text(cast(:parts as jsonb))))::text',
    { parts: JSON.stringify(parts) },
  );
  expect(made).toBe(uuidOf(...parts));
});

test('knows the same transitions in SQL and TypeScript', async () => {
  for (const from of ledgerStatuses) {
    for (const operation of operations) {
      const [to] = await db.owner.run('select pay.next_status(:from, :operation)', { from, operation });
      expect([from, operation, to]).toEqual([from, operation, nextStatus(from, operation) ?? null]);
    }
  }
  const [body] = await db.owner.run("select pg_get_functiondef('pay.next_status'::regproc)");
  expect(body?.match(/": "/g)).toHaveLength(transitions.length);
});

test('checks in the table that a payment has a status which some transition leads to', async () => {
  const [rule] = await db.owner.run(
    "select pg_get_constraintdef(oid) from pg_constraint where conname = 'payments_status_is_known'",
  );
  const allowed = [...(rule ?? '').matchAll(/'(\w+)'::text/g)].map(([, status]) => status);
  expect(new Set(allowed)).toEqual(new Set(transitions.map(({ to }) => to)));
});

test('announces event types that contracts knows', async () => {
  const types = await db.owner.run('select distinct type from pay.events');
  expect(types.length).toBeGreaterThan(0);
  for (const type of types) expect(Object.keys(eventTypes)).toContain(type);
});
