import type { MerchantTerms } from '@redoubt/contracts';
import { type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { showTermsRoute } from '../../src/reading/show-terms.ts';
import { changeTermsRoute } from '../../src/settings/change-terms-route.ts';
import { aCapture, aRefund } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aTermsChange, theTerms } from '../support/a-setting.ts';
import { ask } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { SettingsInMemory } from '../support/settings-in-memory.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let settings: SettingsInMemory;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  journal = new JournalInMemory();
  settings = new SettingsInMemory();
});
afterEach(async () => {
  expect(await db.ledger.drift()).toEqual([]);
  await db[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1' };
const active: LeaseView = leaseViewOf(
  { epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' },
  'us-east-1',
);

interface Attempt {
  readonly key?: string;
  readonly id?: string;
  readonly view?: LeaseView;
  readonly over?: Readonly<Record<string, unknown>>;
}

function change({ key = 'key-1', id = 'acme', view = active, over = {} }: Attempt = {}) {
  const route = changeTermsRoute({ ledger: db.ledger, journal, settings, lease: { current: async () => view } });
  const body = { ...theTerms, version: 0, reason: 'a new contract', ...over };
  return ask(route, { id, body, headers: { 'Idempotency-Key': key } });
}

async function termsOf(id: string): Promise<MerchantTerms> {
  return (await ask(showTermsRoute(completeLedger(db.ledger)), { id })).json;
}

async function booked(over: Parameters<typeof aCommand>[0]) {
  const command = aCommand({ merchantId: 'acme', amountMinor: '1000', ...over });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

test('11.B1: a merchant without terms of its own is shown those of everybody, as version 0', async () => {
  expect(await termsOf('acme')).toEqual({ merchant_id: 'acme', version: 0, ...theTerms, amounts_in: {} });
});

test('11.B1: terms that were changed are answered and shown as they were sent, and count the changes', async () => {
  const terms = {
    ...{ fee_basis_points: 290, fee_tiers: [{ above_minor: '100000', basis_points: 90 }] },
    amounts_in: { JPY: { amount_minor_max: '5000000' } },
  };
  const changed = { merchant_id: 'acme', version: 1, ...theTerms, ...terms };
  expect(await change({ over: terms })).toMatchObject({ status: 200, json: changed });
  expect(await termsOf('acme')).toEqual(changed);
  const { status, json } = await change({ key: 'key-2', over: { version: 1, currency: 'USD' } });
  expect([status, json.version, json.fee_tiers]).toEqual([200, 2, undefined]);
  expect(await termsOf('acme')).toEqual({
    merchant_id: 'acme',
    version: 2,
    ...theTerms,
    currency: 'USD',
    amounts_in: {},
  });
  expect(await termsOf('globex')).toMatchObject({ version: 0, currency: 'EUR' });
});

test('11.B1: other terms hold for payments that are booked later, and for no other', async () => {
  const before = await booked({ key: 'before', capture: 'manual' });
  await change({ over: { fee_basis_points: 5_000, overdraft_minor_max: '0', amount_minor_max: '1000' } });
  const after = await booked({ key: 'after', capture: 'manual' });
  expect(await db.ledger.change(aCapture(before, { key: 'a' }), authority)).toMatchObject({ feeMinor: '14' });
  expect(await db.ledger.change(aCapture(after, { key: 'b' }), authority)).toMatchObject({ feeMinor: '500' });
  // By its own terms a refund of all would overdraw; by those of before it may.
  expect(await db.ledger.change(aRefund(after, { key: 'c', amountMinor: '1000' }), authority)).toMatchObject({
    outcome: 'applied',
  });
  expect(await db.ledger.change(aRefund(before, { key: 'd' }), authority)).toMatchObject({ outcome: 'applied' });
  const over = await booked({ key: 'over', amountMinor: '1001' });
  expect(await db.ledger.payment(over)).toMatchObject({ reason: 'amount_over_merchant_limit' });
});

test('11.B1: a merchant is blocked, and opened again', async () => {
  await change({ over: { status: 'blocked' } });
  const blocked = await booked({ key: 'blocked' });
  await change({ key: 'key-2', over: { version: 1 } });
  const open = await booked({ key: 'open' });
  expect(await db.ledger.payment(blocked)).toMatchObject({ reason: 'merchant_blocked' });
  expect(await db.ledger.payment(open)).toMatchObject({ status: 'captured' });
});

test('11.B1: a change that names another version than there is changes nothing', async () => {
  expect(await change({ over: { version: 1 } })).toMatchObject({ status: 412, json: { code: 'version_mismatch' } });
  await change({ key: 'key-2' });
  expect(await change({ key: 'key-3', over: { status: 'blocked' } })).toMatchObject({ status: 412 });
  expect(await termsOf('acme')).toMatchObject({ version: 1, status: 'open' });
});

test('11.B1: of changes at once that name the same version one is made', async () => {
  const tries = Array.from({ length: 12 }, (_, at) =>
    db.ledger.changeSetting(aTermsChange({ key: `key-${at}`, terms: { ...theTerms, hold_days: at + 1 } }), authority),
  );
  const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual(['terms_changed', ...Array(11).fill('terms_refused')].toSorted());
  expect(await db.ledger.merchantTerms('acme')).toMatchObject({
    version: 1,
    hold_days: outcomes.indexOf('terms_changed') + 1,
  });
});

describe('11.B1: a change of terms that is repeated', () => {
  test('is answered byte for byte and made once; a refusal too', async () => {
    const first = await change();
    const again = await change();
    expect(again.text).toBe(first.text);
    expect(again.headers).toMatchObject({ 'Idempotency-Replayed': 'true' });
    const refused = await change({ key: 'key-2' });
    await change({ key: 'key-3', over: { version: 1 } });
    expect((await change({ key: 'key-2' })).text).toBe(refused.text);
    expect(await termsOf('acme')).toMatchObject({ version: 2 });
  });

  test('with its key for another change is refused, also once its answer is forgotten', async () => {
    await change();
    expect(await change({ over: { hold_days: 8 } })).toMatchObject({ json: { code: 'idempotency_key_reused' } });
    journal.records.clear();
    await db.owner.run('delete from pay.inbox');
    expect(await change({ over: { hold_days: 8 } })).toMatchObject({ json: { code: 'idempotency_key_reused' } });
    expect(await termsOf('acme')).toMatchObject({ version: 1, hold_days: 7 });
  });

  test('after a journal that gave no answer is answered as it was decided', async () => {
    journal.isUnreachable = true;
    expect(await change()).toMatchObject({ status: 503, json: { code: 'journal_unreachable' } });
    journal.isUnreachable = false;
    expect(await change()).toMatchObject({ status: 200, json: { version: 1 } });
  });
});

describe('11.B1: no terms are changed', () => {
  test('in a region that is not active', async () => {
    const view = leaseViewOf({ epoch: 1, activeRegion: 'us-east-2', mode: 'open', stage: 'verified' }, 'us-east-1');
    expect(await change({ view })).toMatchObject({ status: 503, json: { code: 'region_not_active' } });
  });

  test('before a recovery has brought back what was answered, and under an epoch that is over', async () => {
    await db.ledger.openEpoch(2, 'us-east-1');
    expect(await change()).toMatchObject({ status: 503 });
    const view = leaseViewOf({ epoch: 2, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
    expect(await change({ view })).toMatchObject({ status: 503 });
    await db.ledger.finishRecovery(2);
    expect(await change({ view })).toMatchObject({ status: 200, json: { version: 1 } });
  });

  test('of the merchant of canaries, or of one that can be none', async () => {
    for (const id of ['redoubt-canary', '*', 'ab']) expect(await change({ id }), id).toMatchObject({ status: 404 });
  });
});

test('11.B1: what the API and the audit log show of terms is every column that somebody decides about', async () => {
  const columns = await db.owner.run(`
    select column_name::text from information_schema.columns where table_schema = 'pay' and table_name = 'merchant_terms'
      and column_name not in ('merchant_id', 'has_fee_schedule', 'terms_id') order by 1`);
  const { merchant_id: _, ...shown } = (
    await change({ over: { fee_tiers: [{ above_minor: '1', basis_points: 1 }], review_above_minor: '1' } })
  ).json;
  expect(Object.keys({ ...shown, amounts_in: {} }).sort()).toEqual(columns);
});
