import { currencyExponents } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { KeptAnswers } from '../../src/adapters/kept-answers.ts';
import type { Statements } from '../../src/adapters/statements.ts';
import { commandsMax } from '../../src/archiving/archive-operations.ts';
import { settleMerchant } from '../../src/domain/settle-merchant.ts';
import { exportPageMax } from '../../src/exporting/write-export.ts';
import { listAuditLogRoute } from '../../src/reading/list-audit-log.ts';
import { listMovementsRoute } from '../../src/reading/list-movements.ts';
import { listOperationsRoute } from '../../src/reading/list-operations.ts';
import { listPaymentsRoute } from '../../src/reading/list-payments.ts';
import { listTransfersRoute } from '../../src/reading/list-transfers.ts';
import { aCapture } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aBlocking, aTermsChange, theTerms } from '../support/a-setting.ts';
import { ask, keyOf } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { wholeLedgerOf } from '../support/whole-ledger.ts';

/*
 * Goal: no answer of the ledger is longer than the Data API allows (64 KB a row, 1 MiB an answer), whatever clients have sent.
 * Method: payments with the longest texts that the API takes; then every function that a role may execute is called with the
 * largest pages that the service asks for. PgStatements refuses what the Data API refuses. A function that is granted and not
 * called here fails the test: whoever adds a list shows its longest answer.
 */

/** The longest text of three bytes a character. */
const longest = (characters: number) => '界'.repeat(characters);

/** 8,000 bytes of JSON, as much as the API takes. */
const longMetadata = Object.fromEntries(
  Array.from({ length: 50 }, (_, at) => [`${'n'.repeat(38)}${at + 10}`, '"'.repeat(56)]),
);

/** As long as the API takes them, in every field that the ledger keeps. */
const aLongCommand = (at: number) =>
  aCommand({
    key: `long-${at}`,
    merchantId: `m${'a'.repeat(63)}`,
    capture: 'manual',
    reference: longest(128),
    customerId: 'c'.repeat(64),
    metadata: longMetadata,
    statementDescriptor: 'd'.repeat(22),
    correlationId: 'i'.repeat(128),
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    amountMinor: '99999999',
    acceptedAt: new Date(Date.UTC(2036, 10, 21, 10, 0, 0, at)).toISOString(),
    // Every other one is held for review.
    ...(at % 2 === 0
      ? {}
      : { review: Array.from({ length: 16 }, (_, code) => `${'r'.repeat(62)}_${String.fromCharCode(97 + code)}`) }),
  });
/** Terms with as many tiers and currencies as the API takes. */
const longTerms = {
  ...theTerms,
  fee_tiers: Array.from({ length: 5 }, () => ({ above_minor: '9'.repeat(15), basis_points: 10_000 })),
  amounts_in: Object.fromEntries(
    [...currencyExponents.keys()]
      .slice(0, 20)
      .map((currency) => [
        currency,
        Object.fromEntries(
          [
            ...[
              'amount_minor_max',
              'review_above_minor',
              'overdraft_minor_max',
              'fee_fixed_minor',
              'fee_minor_min',
              'dispute_fee_minor',
            ],
            ...[1, 2, 3, 4, 5].map((tier) => `fee_tier_${tier}`),
          ].map((name) => [name, '9'.repeat(15)]),
        ),
      ]),
  ),
};
const commands = Array.from({ length: 200 }, (_, at) => aLongCommand(at));
const first = aLongCommand(0);
const { merchantId, paymentId } = first;

let server: LedgerServer;
let db: LedgerDatabase;
/** Functions of the ledger that were called. */
const called = new Set<string>();
const watched = (role: Parameters<LedgerDatabase['as']>[0]): Statements => ({
  run(sql, parameters) {
    for (const [, name] of sql.matchAll(/\bpay\.(\w+)\(/g)) if (name !== undefined) called.add(name);
    return db.as(role).run(sql, parameters);
  },
});
const ledger = wholeLedgerOf((role) => watched(role));

beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  for (let from = 0; from < commands.length; from += 50) {
    await ledger.applyBatch(commands.slice(from, from + 50), {
      epoch: 1,
      originRegion: 'us-east-1',
      appliedBy: 'consumer',
    });
  }
  // Booked as they were accepted, so that their order is known: a batch is booked at one time.
  await db.owner.run('update pay.payments set created_at = accepted_at');
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Every page of a list; at least one ends before its limit, and together they hold each entry once. */
async function idsOf(
  route: ReturnType<typeof listPaymentsRoute>,
  query: string,
  id?: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor = '';
  for (;;) {
    const sent = `${query}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page = await ask(route, { query: sent, headers: keyOf(merchantId), ...(id === undefined ? {} : { id }) });
    expect(page).toMatchObject({ status: 200 });
    ids.push(...page.json.data.map((entry: { id: string }) => entry.id));
    if (!page.json.has_more) return ids;
    cursor = page.json.next_cursor;
  }
}

test('a page of a hundred payments with the longest references is answered, with a cursor where it ends early', async () => {
  const query = `merchant_id=${merchantId}&limit=100`;
  const page = await ask(listPaymentsRoute(completeLedger(ledger)), { query });
  expect(page.status).toBe(200);
  expect(page.json.data.length).toBeLessThan(100);
  expect(page.json.next_cursor).toMatch(/^[a-p]+\.[a-p]+$/);
  const ids = await idsOf(listPaymentsRoute(completeLedger(ledger)), query);
  expect(ids).toEqual(commands.map(({ paymentId }) => paymentId).reverse());
});

test('no function of the ledger answers more than the Data API allows', async () => {
  const authority = { epoch: 1, originRegion: 'us-east-1' };
  for (let at = 0; at < 40; at++) {
    await ledger.change(aCapture(first, { key: `part-${at}`, amountMinor: '1000' }), authority);
  }
  expect(await idsOf(listOperationsRoute(completeLedger(ledger)), 'limit=100', paymentId)).toHaveLength(41);
  // A hold; then of each part a release, a capture and a fee.
  expect(await idsOf(listTransfersRoute(completeLedger(ledger)), 'limit=100', paymentId)).toHaveLength(121);

  const { json: own } = await ask(listMovementsRoute('transfers', completeLedger(ledger)), {
    query: `merchant_id=${merchantId}&limit=100`,
  });
  expect(own.has_more).toBe(true);
  const captures = listMovementsRoute('captures', completeLedger(ledger));
  expect(await idsOf(captures, `merchant_id=${merchantId}&limit=100`)).toHaveLength(40);
  const wanted = { merchantId, currency: first.currency, from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' };
  expect((await ledger.statement(wanted)).movements.length).toBe(4);

  for (const what of ['transfers', 'payments'] as const) {
    const filter = { merchantId, from: wanted.from, until: wanted.until, currency: undefined };
    let place = '';
    let views = 0;
    for (let page = await ledger.exportPage(what, filter, { place, pageMax: exportPageMax }); !page.isLast; ) {
      views += page.views.length;
      place = page.place;
      page = await ledger.exportPage(what, filter, { place, pageMax: exportPageMax });
    }
    // Of every other payment a hold; of the first one, more.
    expect(views, what).toBe(what === 'payments' ? commands.length : commands.length / 2 + 120);
  }

  const currencies = [...currencyExponents.keys()];
  for (let from = 0; from < currencies.length; from += 50) {
    const some = currencies
      .slice(from, from + 50)
      .map((currency) => aCommand({ key: `in-${currency}`, merchantId, currency }));
    await ledger.applyBatch(some, { ...authority, appliedBy: 'consumer' });
  }
  expect((await ledger.balances(merchantId)).data.length).toBe(currencyExponents.size);
  await db.owner.run('update pay.cut_days set day = day - 1');
  await ledger.cutDay(1);
  const due = await ledger.dueSettlements(undefined, 200);
  expect(due.length).toBeGreaterThan(100);
  expect(await ledger.overdueSettlements(0)).toBe(due.length);
  for (const each of due) {
    const paid = await ledger.settle(settleMerchant(each, '2036-11-21T10:00:00.000Z'), authority);
    if (paid.outcome === 'settled') await ledger.payoutSent(paid.payoutId, 1);
  }
  expect((await ledger.payouts(merchantId, { cursor: '', pageMax: 100 }))?.data).toHaveLength(100);
  // As long as terms, names and reasons may be; a page of them ends early.
  for (let version = 0; version < 20; version++) {
    const command = aTermsChange({ merchantId, key: `terms-${version}`, expectedVersion: version, terms: longTerms });
    const wordy = { ...command, by: longest(100), why: longest(500) };
    expect(await ledger.changeSetting(wordy, authority)).toMatchObject({ outcome: 'terms_changed' });
  }
  expect(await ledger.merchantTerms(merchantId)).toMatchObject({ version: 20 });
  expect(await ledger.settingsSince('2020-01-01T00:00:00Z', undefined, 25)).toHaveLength(20);
  for (let at = 0; at < 101; at++) {
    const change = aBlocking({ key: `entry-${at}`, entry: `customer/${merchantId}/${'c'.repeat(60)}${at}` });
    await ledger.changeSetting({ ...change, by: longest(100), why: longest(500) }, authority);
  }
  expect((await ledger.blocklist({ cursor: '', pageMax: 100 }))?.has_more).toBe(true);
  expect(await idsOf(listAuditLogRoute(completeLedger(ledger)), 'limit=100')).toHaveLength(121);
  await ledger.apply({ ...authority, command: aLongCommand(999), appliedBy: 'consumer' });
  await ledger.process(aCommand({ ...aLongCommand(0), key: 'processed' }), authority);

  const entries = Array.from({ length: 100 }, (_, at) => ({
    command: { ...aLongCommand(1_000 + at), amountMinor: longest(400) },
  }));
  expect(await ledger.applyRecorded(entries as never, authority)).toHaveLength(100);
  for (const { command } of entries) {
    await ledger.countFailure({ command, reason: longest(1_000) }, { epoch: 1, triesMax: 1 });
  }
  expect(await ledger.setAside('', 100)).toHaveLength(100);
  expect(await ledger.missingOf(Array.from({ length: 1_000 }, () => crypto.randomUUID()))).toHaveLength(1_000);

  expect(await ledger.outbox({ ageMsMin: 0, batchMax: 100 })).toHaveLength(100);
  await ledger.removeFromOutbox(await ledger.outbox({ ageMsMin: 0, batchMax: 100 }));
  expect(await ledger.expiredPayments(undefined, 200)).toBeDefined();
  expect(await ledger.payment(first)).toBeDefined();
  await ledger.bookCanary(authority);
  await ledger.rollUpBalances();
  // A book that does not add up at all: each payment is a finding.
  await withConnection(db.url, (client) => client.query('update pay.payments set version = version + 7'));
  expect(await ledger.drift()).toHaveLength(100);
  expect(await ledger.driftOfChanges()).toHaveLength(100);
  await withConnection(db.url, (client) => client.query('update pay.payments set version = version - 7'));

  const archived = new ArchivedLedger(watched('maintenance'));
  const pinned = await archived.pin(authority, commandsMax);
  if (pinned.outcome !== 'pinned') throw new Error(`there is something to archive, got ${pinned.outcome}`);
  expect(await archived.commandsOf(pinned.object)).toHaveLength(commandsMax);
  await archived.written(pinned.object, 'a'.repeat(64));
  expect(await archived.objectsOfADay(0, 500)).toHaveLength(1);
  await archived.lagMs();
  const kept = new KeptAnswers(watched('maintenance'));
  await kept.watermark();
  await kept.forgotten();
  await kept.advanceForgotten(1, new Date(0));
  await kept.forget(1, { before: new Date(0), batchMax: 1_000 });
  await ledger.advanceWatermark(1, '2036-11-21T10:00:00.000Z');

  await ledger.openEpoch(2, 'us-east-2');
  await ledger.finishRecovery(2);
  expect(await ledger.eventsBefore(2, { recordedAt: new Date(0).toISOString(), seq: 0 }, 200)).toHaveLength(200);

  const granted = await db.owner.run(`
    select distinct proname::text from pg_proc cross join unnest(array['reader', 'writer', 'recovery', 'maintenance']) as role
    where pronamespace = 'pay'::regnamespace and has_function_privilege('pay_' || role, pg_proc.oid, 'execute')
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by 1`);
  expect([...called].sort()).toEqual(granted);
});
