import type { SettleMerchant, SettlementOutcome } from '@redoubt/contracts';
import { FaultError, type LeaseView, leaseViewOf } from '@redoubt/lambda-kit';
import { verifyRebuild } from '@redoubt/ledger-archive';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { PayoutFiles } from '../../src/adapters/payout-files.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { settleMerchants } from '../../src/settling/settle-merchants.ts';
import { giveTerms, usualTerms } from '../model/terms-model.ts';
import { aDispute, aRefund } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

/*
 * Goal: each merchant is paid once for each day, whatever fails and wherever.
 *
 * Method: a ledger whose last cut is taken back, so that yesterday is to be cut; a bank that keeps the orders it was given; where a
 * region is lost, a second ledger that lacks what the first one did, and the journal that both share.
 */
let server: LedgerServer;
let db: LedgerDatabase;
let promoted: LedgerDatabase;
let journal: JournalInMemory;
let orders: SettlementOutcome[];
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [db, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
  journal = new JournalInMemory();
  orders = [];
  await dayIsOver();
});
afterEach(async () => {
  for (const each of [db, promoted]) {
    expect(await each.ledger.drift()).toEqual([]);
    expect(await each.ledger.driftOfChanges()).toEqual([]);
    await each[Symbol.asyncDispose]();
  }
});

/** Takes the cut back that a new ledger begins with: yesterday is to be cut. */
async function dayIsOver(): Promise<void> {
  for (const { owner } of [db, promoted]) await owner.run('update pay.cut_days set day = day - 1');
}

/** Cuts the day after the last that was paid out, which by the clock is not over yet. */
async function nextDayIsCut(): Promise<void> {
  await db.owner.run('delete from pay.cuts');
  await db.owner.run(
    `insert into pay.cuts (merchant_id, currency, day, balance_minor)
     select merchant_id, currency, (select max(day) + 1 from pay.payouts), balance_minor
     from pay.balances where kind = 'merchant_payable' and balance_minor <> 0`,
  );
}

const viewOf = (epoch: number, region: string): LeaseView =>
  leaseViewOf({ epoch, activeRegion: region, mode: 'open', stage: 'verified' }, region);
const first = viewOf(1, 'us-east-1');
const second = viewOf(2, 'us-east-2');
const bank = { pay: async (payout: SettlementOutcome) => void orders.push(payout) };
const diverged: SettleMerchant[] = [];

const settle = (ledger: LedgerDatabase['ledger'] = db.ledger, view = first, over: object = {}) =>
  settleMerchants(
    {
      ledger,
      journal,
      lease: { current: async () => view },
      bank,
      onDiverged: (command) => void diverged.push(command),
      onFailed: (_, error) => expect.unreachable(String(error)) as undefined,
      ...over,
    },
    view,
    { now: () => new Date('2026-11-21T10:00:00.000Z'), isTimeLeft: () => true },
  );

/** Books a payment at once; of 10,000 the merchant has 9,860. */
async function taken(
  key: string,
  merchantId: string,
  {
    ledgers = [db, promoted],
    epoch = 1,
  }: { readonly ledgers?: readonly LedgerDatabase[]; readonly epoch?: number } = {},
) {
  const command = aCommand({ key, merchantId, amountMinor: '10000' });
  for (const { ledger } of ledgers) {
    await ledger.apply({ epoch, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  }
  return command;
}
const payoutsOf = async (merchantId: string, { ledger } = db) =>
  (await ledger.payouts(merchantId, { cursor: '', pageMax: 10 }))?.data ?? [];
const payableOf = async (merchantId: string, { ledger } = db) =>
  (await ledger.balances(merchantId)).data.map(({ payable_minor: payable }) => payable);

describe('11.B3: a day that is over', () => {
  test('is cut once and paid out once, and what comes after it waits for the next', async () => {
    await taken('1', 'acme');
    await taken('2', 'globex');
    expect(await settle()).toBe(2);
    await taken('3', 'acme');
    expect(await settle()).toBe(0);
    expect(orders.map(({ merchantId, amountMinor }) => [merchantId, amountMinor])).toEqual([
      ['acme', '9860'],
      ['globex', '9860'],
    ]);
    expect(await payableOf('acme')).toEqual(['9860']);
    expect(await payoutsOf('acme')).toMatchObject([{ amount_minor: '9860', sent_at: expect.any(String) }]);
    await nextDayIsCut();
    expect(await settle()).toBe(1);
    expect(await payableOf('acme')).toEqual(['0']);
    expect(await payoutsOf('acme')).toHaveLength(2);
  });

  test('is a transfer of its payout in the list and in the statement of the merchant', async () => {
    await taken('1', 'acme');
    await settle();
    const [payout] = await payoutsOf('acme');
    const page = await db.ledger.merchantTransfers({ merchantId: 'acme' }, { cursor: '', pageMax: 10 });
    expect(page?.data.find(({ purpose }) => purpose === 'settlement')).toMatchObject({
      payout_id: payout?.id,
      amount_minor: '9860',
    });
    const year = { from: '2026-01-01T00:00:00.000Z', until: '2126-01-01T00:00:00.000Z' };
    const statement = await db.ledger.statement({ merchantId: 'acme', currency: 'EUR', ...year });
    expect(statement.closing.available_minor).toBe('0');
    expect(statement.movements).toContainEqual({
      balance: 'available',
      purpose: 'settlement',
      credited_minor: '0',
      debited_minor: '9860',
      transfers: 1,
    });
  });

  test('pays what was cut, less what went back since', async () => {
    const payment = await taken('1', 'acme');
    await db.ledger.cutDay(1);
    await taken('2', 'acme');
    await db.ledger.change(aRefund(payment, { key: 'r' }), { epoch: 1, originRegion: 'us-east-1' });
    await settle();
    expect(orders.map(({ amountMinor }) => amountMinor)).toEqual(['9720']);
  });

  test('carries on what is below zero', async () => {
    const payment = await taken('1', 'acme');
    await db.ledger.change(aDispute(payment, { key: 'd' }), { epoch: 1, originRegion: 'us-east-1' });
    expect(await settle()).toBe(0);
    expect(await payoutsOf('acme')).toMatchObject([{ balance_minor: '-1640', amount_minor: '0' }]);
    await taken('2', 'acme');
    await nextDayIsCut();
    await settle();
    expect(orders.map(({ amountMinor }) => amountMinor)).toEqual(['8220']);
  });

  test('withholds the reserve of the terms, and gives it back after its days', async () => {
    await db.owner.run(giveTerms('acme', { ...usualTerms, reserve: 1_000n, reserveDays: 2 }));
    await taken('1', 'acme');
    await settle();
    await taken('2', 'acme');
    await nextDayIsCut();
    await settle();
    await nextDayIsCut();
    await settle();
    const paid = (await payoutsOf('acme')).map((payout) => [
      payout.amount_minor,
      payout.withheld_minor,
      payout.reserve_minor,
    ]);
    // The newest first: the 986 of the first day are free on the third, and a tenth of them is withheld again.
    expect(paid).toEqual([
      ['888', '98', '1084'],
      ['8874', '986', '1972'],
      ['8874', '986', '986'],
    ]);
  });

  test('leaves a refund the balance that is not paid out', async () => {
    await db.owner.run(giveTerms('acme', { ...usualTerms, overdraft: 0n }));
    const payment = await taken('1', 'acme');
    await db.ledger.rollUpBalances();
    await settle();
    const refund = aRefund(payment, { key: 'r', amountMinor: '1' });
    expect(await db.ledger.change(refund, { epoch: 1, originRegion: 'us-east-1' })).toMatchObject({
      code: 'merchant_balance_too_low',
    });
  });

  test('rings once hours have gone without its payouts, or without its cut', async () => {
    await taken('1', 'acme');
    expect(await db.ledger.overdueSettlements(0)).toBe(1);
    // A day ago the day before was the last to be over, and it is cut.
    expect(await db.ledger.overdueSettlements(24)).toBe(0);
    await db.ledger.cutDay(1);
    expect(await db.ledger.overdueSettlements(0)).toBe(1);
    await settle();
    expect(await db.ledger.overdueSettlements(0)).toBe(0);
  });
});

describe('11.B3: nobody is paid twice', () => {
  test('by a try that ended before the bank was told, or before that was remembered', async () => {
    await taken('1', 'acme');
    const crash = () => Promise.reject(new FaultError('store_unreachable', 'said by the test'));
    await expect(settle(db.ledger, first, { bank: { pay: crash } })).rejects.toThrow('said by the test');
    const forgetful = new Proxy(db.ledger, {
      get: (ledger, name) => (name === 'payoutSent' ? crash : Reflect.get(ledger, name)),
    });
    await expect(settle(forgetful)).rejects.toThrow('said by the test');
    expect(await settle()).toBe(1);
    expect(orders).toHaveLength(2);
    expect(orders[0]).toEqual(orders[1]);
    expect(await payableOf('acme')).toEqual(['0']);
  });

  test('by an order that is written again', async () => {
    const bucket = new ArchiveInMemory();
    await taken('1', 'acme');
    const files = new PayoutFiles(bucket);
    const twice = async (payout: SettlementOutcome) => {
      await files.pay(payout);
      await files.pay(payout);
    };
    await settle(db.ledger, first, { bank: { pay: twice } });
    const [payout] = await payoutsOf('acme');
    expect([...bucket.objects.keys()]).toEqual([`payouts/${payout?.day}/${payout?.id}.json`]);
    expect(JSON.parse([...bucket.objects.values()].join())).toMatchObject({ id: payout?.id, amount_minor: '9860' });
  });

  test('by the other region after a failover: it gives the same order, and has the same books', async () => {
    const payment = await taken('1', 'acme');
    await settle();
    await promote();
    // More has come since: decided again, the amount would be another.
    await taken('2', 'acme', { ledgers: [promoted], epoch: 2 });
    await settle(promoted.ledger, second);
    expect(new Set(orders.map(({ payoutId, amountMinor }) => `${payoutId} ${amountMinor}`)).size).toBe(1);
    expect(await payableOf('acme', promoted)).toEqual(['9860']);
    expect(await payoutsOf(payment.merchantId, promoted)).toMatchObject([{ amount_minor: '9860' }]);
    expect(diverged).toEqual([]);
  });

  test('by the other region, where the recovery did not find what the journal has', async () => {
    await taken('1', 'acme');
    await settle();
    await promoted.ledger.openEpoch(2, 'us-east-2');
    await promoted.ledger.finishRecovery(2);
    await taken('2', 'acme', { ledgers: [promoted], epoch: 2 });
    await settle(promoted.ledger, second);
    expect(orders.map(({ amountMinor }) => amountMinor)).toEqual(['9860', '9860']);
    expect(await payableOf('acme', promoted)).toEqual(['9860']);
    expect(diverged).toEqual([]);
  });

  test('by the other region, where the first had told neither journal nor bank', async () => {
    await taken('1', 'acme');
    journal.isUnreachable = true;
    await expect(settle()).rejects.toMatchObject({ code: 'journal_unreachable' });
    expect(orders).toEqual([]);
    journal.isUnreachable = false;
    await promote();
    expect(await settle(promoted.ledger, second)).toBe(1);
    expect(orders).toHaveLength(1);
  });

  test('by a region that was active: its ledger or its lease refuses', async () => {
    await taken('1', 'acme');
    await db.ledger.openEpoch(2, 'us-east-2');
    await expect(settle()).rejects.toMatchObject({ code: 'stale_epoch' });
    await expect(settle(promoted.ledger, first, { lease: { current: async () => second } })).rejects.toMatchObject({
      code: 'stale_epoch',
    });
    expect(orders).toEqual([]);
  });

  test('and nothing is cut before the recovery has brought back what was answered', async () => {
    await taken('1', 'acme');
    await promoted.ledger.openEpoch(2, 'us-east-2');
    expect(await settle(promoted.ledger, second)).toBe(0);
    expect(await payoutsOf('acme', promoted)).toEqual([]);
    expect(await promoted.owner.run('select count(*)::text from pay.cuts')).toEqual(['0']);
  });

  async function promote(): Promise<void> {
    await promoted.ledger.openEpoch(2, 'us-east-2');
    const nowMs = Date.parse('2026-11-21T10:01:00.000Z');
    await promoted.owner.run("update pay.watermarks set up_to = '2026-11-21T09:58:00Z'");
    const parts = { ledger: promoted.ledger, journal, publisher: new CollectingPublisher() };
    await recoverToTheEnd(parts, { epoch: 2, region: 'us-east-2', nowMs });
  }
});

test('11.B3: a ledger that is made from its archive has the payouts', async () => {
  const archive = new ArchiveInMemory();
  await archiveSchema(archive, ledgerBundle);
  await taken('1', 'acme');
  await settle();
  await archiveOperations(
    { ledger: new ArchivedLedger(db.as('maintenance')), bucket: archive },
    { epoch: 1, originRegion: 'us-east-1' },
  );
  await using compared = await server.emptyDatabase();
  const { comparison } = await verifyRebuild({ store: archive, url: compared.url, ledgerUrl: db.url, waitMsMax: 1 });
  expect(comparison.differences).toEqual([]);
  expect(await compared.owner.run('select amount_minor::text from pay.payouts')).toEqual(['9860']);
});
