import { type ChangeCommand, ChangeOutcome, type CreatePayment } from '@redoubt/contracts';
import { leaseViewOf } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { rebuildLedger } from '@redoubt/ledger-archive';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { LedgerReader } from '../../src/adapters/ledger-reader.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { listMovementsRoute } from '../../src/reading/list-movements.ts';
import { settlingMs, showStatementRoute } from '../../src/reading/show-statement.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ask } from '../support/api-event.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';
import { PgStatements } from '../support/pg-statements.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

/*
 * Goal: a statement is the sum of its merchant's transfers, at any instant, before and after a failover and from the rebuilt ledger.
 *
 * Method: random payments of two merchants in two currencies are captured, refunded and voided; some of it was answered in a lost region
 * and is recovered. Balances are rolled up in between. Statements of random instants are compared with the sum of the rows that the
 * ledger's owner reads.
 */
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const instants = 1_000;
const merchants = ['acme', 'globex'] as const;
const currencies = ['EUR', 'JPY'] as const;

let server: LedgerServer;
let db: LedgerDatabase;
const archive = new ArchiveInMemory();
const journal = new JournalInMemory();
const random = fc.sample(fc.integer({ min: 0, max: 999_999 }), { seed, numRuns: 1_000 });
let drawn = 0;
const upTo = (max: number) => (random[drawn++ % random.length] ?? 0) % max;
let epoch = 1;
const authority = () => ({ epoch, originRegion: epoch === 1 ? 'us-east-1' : 'us-east-2' });
const payments: CreatePayment[] = [];

beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  await archiveSchema(archive, ledgerBundle);
  for (let at = 0; at < 60; at++) {
    const command = aCommand({
      key: `payment-${at}`,
      // Every third one is refunded for certain.
      merchantId: at % 3 === 0 ? 'acme' : (merchants[upTo(2)] ?? 'acme'),
      currency: currencies[upTo(2)] ?? 'EUR',
      amountMinor: String(1 + upTo(5_000)),
      capture: at % 3 === 0 || upTo(2) === 0 ? 'automatic' : 'manual',
    });
    await db.ledger.apply({ ...authority(), command, appliedBy: 'consumer' });
    payments.push(command);
    if (at % 3 === 0) await db.ledger.change(aRefund(command, { key: `refund-${at}`, amountMinor: '1' }), authority());
    await change();
    if (at % 20 === 10) await db.ledger.rollUpBalances();
  }
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

function aRandomChange(key: string): ChangeCommand {
  const payment = payments[upTo(payments.length)] ?? aCommand();
  const make = [aCapture, aRefund, aRefund, aVoid][upTo(4)] ?? aVoid;
  return make(payment, { key, ...(make === aVoid ? {} : { amountMinor: String(1 + upTo(900)) }) });
}
const change = () => db.ledger.change(aRandomChange(`change-${drawn}`), authority());

/** The sum of an account's rows that were recorded earlier. */
async function sumOf(owner: PgStatements, account: string, before: string): Promise<string> {
  const [sum] = await owner.run(
    `select coalesce(sum(case credit_account when :account then amount_minor else -amount_minor end), 0)::text from pay.transfers
     where :account in (debit_account, credit_account) and recorded_at < cast(:before as timestamptz)`,
    { account, before },
  );
  return sum ?? '';
}

/** Compares statements of random instants with the rows. */
async function expectSums(reader: LedgerReader, owner: PgStatements, count: number): Promise<void> {
  const [span] = await owner.run(
    'select jsonb_build_array(extract(epoch from min(recorded_at)), extract(epoch from max(recorded_at))) from pay.transfers',
  );
  const [first, last] = JSON.parse(span ?? '');
  const someTime = () => new Date((first + (last - first) * (upTo(1_100_000) / 1_000_000)) * 1_000).toISOString();
  for (let at = 0; at < count; at++) {
    const [from = '', until = ''] = [someTime(), someTime()].sort();
    const [merchantId, currency] = [merchants[upTo(2)] ?? 'acme', currencies[upTo(2)] ?? 'EUR'];
    const { opening, closing, movements } = await reader.statement({ merchantId, currency, from, until });
    for (const [balance, kind] of [
      ['available', 'payable'],
      ['pending', 'held'],
    ] as const) {
      const account = `merchant/${merchantId}/${kind}/${currency}`;
      const said = `${account} from ${from} until ${until}, seed ${seed}`;
      expect(opening[`${balance}_minor`], said).toBe(await sumOf(owner, account, from));
      expect(closing[`${balance}_minor`], said).toBe(await sumOf(owner, account, until));
      const moved = movements
        .filter((movement) => movement.balance === balance)
        .reduce((sum, { credited_minor, debited_minor }) => sum + BigInt(credited_minor) - BigInt(debited_minor), 0n);
      expect(BigInt(opening[`${balance}_minor`]) + moved, said).toBe(BigInt(closing[`${balance}_minor`]));
    }
  }
}

describe(`11.B2: a statement is the sum of transfers (seed ${seed})`, () => {
  test(`at ${instants} random instants`, async () => {
    await expectSums(new LedgerReader(db.as('reader')), db.owner, instants / 2);
  });

  test('after a failover and its recovery, also of what was stated before', async () => {
    const wanted = {
      merchantId: 'acme',
      currency: 'EUR',
      from: '2020-01-01T00:00:00Z',
      until: new Date().toISOString(),
    };
    const before = await db.ledger.statement(wanted);
    epoch = 2;
    await db.ledger.openEpoch(2, 'us-east-2');
    // Answered in the lost region, and missing here.
    const nowMs = Date.parse(await db.ledger.watermark()) + 150_000;
    const lost = await server.ledgerDatabase();
    for (let at = 0; at < 20; at++) {
      const acceptedAt = new Date(nowMs - 60_000 + at).toISOString();
      const command = aCommand({ key: `lost-${at}`, amountMinor: '700', acceptedAt });
      journal.accept(command);
      await lost.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
      const refund = { ...aRefund(command, { key: `lost-refund-${at}`, amountMinor: '50' }), acceptedAt };
      journal.answer(
        refund,
        ChangeOutcome.parse(await lost.ledger.change(refund, { epoch: 1, originRegion: 'us-east-1' })),
      );
    }
    await lost[Symbol.asyncDispose]();
    const parts = { ledger: db.ledger, journal, publisher: new CollectingPublisher() };
    expect(await recoverToTheEnd(parts, { epoch: 2, region: 'us-east-2', nowMs })).toMatchObject({ applied: 40 });
    expect(await db.ledger.statement(wanted)).toEqual(before);
    for (let at = 0; at < 20; at++) await change();
    await expectSums(new LedgerReader(db.as('reader')), db.owner, instants / 2);
  });

  test('from the ledger that is rebuilt from the archive', async () => {
    await archiveOperations({ ledger: new ArchivedLedger(db.as('maintenance')), bucket: archive }, authority());
    await using fresh = await server.emptyDatabase();
    await rebuildLedger({ store: archive, url: fresh.url });
    await using rebuilt = new PgStatements(fresh.url);
    await expectSums(new LedgerReader(rebuilt), db.owner, instants / 2);
  });
});

test('11.B2: a statement is final once nothing earlier can be recorded any more, and where it is recorded', async () => {
  const active = leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
  const standby = leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-2');
  const until = '2026-11-21T10:00:00.000Z';
  const query = `merchant_id=acme&currency=EUR&from=2026-11-20T00:00:00Z&until=${until}`;
  const isFinal = async (view: typeof active, afterMs: number) => {
    const now = () => new Date(Date.parse(until) + afterMs);
    const lease = { current: async () => view };
    return (await ask(showStatementRoute({ ledger: db.ledger, lease, now, keys: aDoorkeeper }), { query })).json
      .is_final;
  };
  expect(await isFinal(active, settlingMs)).toBe(true);
  expect(await isFinal(active, settlingMs - 1)).toBe(false);
  expect(await isFinal(standby, settlingMs)).toBe(false);
});

test.each([
  ['no currency', 'merchant_id=acme&from=2026-11-20T00:00:00Z&until=2026-11-21T00:00:00Z'],
  ['no time', 'merchant_id=acme&currency=EUR&from=2026-11-20T00:00:00Z'],
  [
    'an end before its beginning',
    'merchant_id=acme&currency=EUR&from=2026-11-20T00:00:00.001Z&until=2026-11-20T00:00:00Z',
  ],
  ['a currency that is none', 'merchant_id=acme&currency=XXY&from=2026-11-20T00:00:00Z&until=2026-11-21T00:00:00Z'],
])('11.B2: refuses a statement with %s', async (_, query) => {
  const answer = await ask(showStatementRoute(completeLedger(db.ledger)), { query });
  expect(answer).toMatchObject({ status: 400, json: { code: 'malformed_request' } });
});

describe('11.B2: lists by merchant and time', () => {
  const page = async (list: 'transfers' | 'captures' | 'refunds', query: Record<string, string> = {}) => {
    const sent = new URLSearchParams({ merchant_id: 'acme', ...query }).toString();
    return await ask(listMovementsRoute(list, completeLedger(db.ledger)), { query: sent });
  };
  async function all(list: 'transfers' | 'captures' | 'refunds', query: Record<string, string> = {}) {
    const ids: string[] = [];
    for (let cursor = ''; ; ) {
      const { json } = await page(list, { limit: '7', ...query, ...(cursor === '' ? {} : { cursor }) });
      ids.push(...json.data.map(({ id }: { id: string }) => id));
      if (!json.has_more) return ids;
      cursor = json.next_cursor;
    }
  }
  const newestFirst = 'order by recorded_at desc, payment_id desc, version desc';

  test('hold each transfer once, the last first', async () => {
    const ids = await db.owner.run(
      `select 'tr_' || replace(transfer_id::text, '-', '') from pay.transfers
       where debit_account like 'merchant/acme/%' or credit_account like 'merchant/acme/%' ${newestFirst}, sequence desc`,
    );
    expect(ids.length).toBeGreaterThan(60);
    expect(await all('transfers')).toEqual(ids);
    const [middle] = await db.owner.run(
      `select pay.time_text(recorded_at) from pay.transfers ${newestFirst} offset 40 limit 1`,
    );
    const [later, earlier] = [
      await all('transfers', { recorded_from: middle ?? '' }),
      await all('transfers', { recorded_before: middle ?? '' }),
    ];
    expect([...later, ...earlier]).toEqual(ids);
    expect(later.length * earlier.length).toBeGreaterThan(0);
  });

  test.each([
    ['captures', ['capture', 'partial_capture', 'approve_capture']],
    ['refunds', ['refund', 'partial_refund']],
  ] as const)('hold each of the %s once, the last first', async (list, names) => {
    const ids = await db.owner.run(
      `select 'op_' || replace(command_id::text, '-', '') from pay.operations join pay.payments using (payment_id)
       where merchant_id = 'acme' and operation in (${names.map((name) => `'${name}'`).join()})
       order by recorded_at desc, payment_id desc, operations.version desc`,
    );
    expect(ids.length).toBeGreaterThan(7);
    expect(await all(list)).toEqual(ids);
  });

  test('refuse a cursor of another merchant, list or time', async () => {
    const { json } = await page('captures', { limit: '1' });
    const cursor = json.next_cursor;
    for (const [list, query] of [
      ['refunds', {}],
      ['transfers', {}],
      ['captures', { merchant_id: 'globex' }],
      ['captures', { recorded_from: '2026-11-20T00:00:00Z' }],
    ] as const) {
      expect(await page(list, { ...query, cursor }), list).toMatchObject({ status: 400 });
    }
    expect(await page('captures', { cursor })).toMatchObject({ status: 200 });
  });

  test('hold a refund that was booked against suspense alone', async () => {
    const payment = aCommand({ key: 'short', amountMinor: '100', capture: 'manual' });
    await db.ledger.apply({ ...authority(), command: payment, appliedBy: 'consumer' });
    const refund = aRefund(payment, { key: 'short-1', amountMinor: '30' });
    const outcome = {
      outcome: 'applied',
      operation: 'partial_refund',
      paymentId: payment.paymentId,
      merchantId: 'acme',
      currency: 'EUR',
      version: 4,
      recordedAt: '2036-11-21T10:00:00.000Z',
      status: 'captured',
      amountMinor: '30',
      feeMinor: '0',
    } as const;
    await db.ledger.applyRecorded([{ command: refund, outcome }], authority());
    const { json } = await page('refunds', { limit: '1' });
    expect(json.data).toMatchObject([{ payment_id: payment.paymentId, amount_minor: '30' }]);
  });
});
