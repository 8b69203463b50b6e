import type { CreatePayment } from '@redoubt/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCapture, anApproval, aRefund } from '../support/a-change.ts';
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

const authority = { epoch: 1, originRegion: 'us-east-1' };

async function booked(over: Parameters<typeof aCommand>[0]): Promise<CreatePayment> {
  const command = aCommand(over);
  const answer = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  if (answer.outcome !== 'applied') throw new Error(answer.outcome);
  return command;
}

/** Gives a merchant terms of its own: columns and what they hold. */
async function terms(merchantId: string, columns: Readonly<Record<string, string | number>>): Promise<void> {
  const all = { status: 'open', amount_minor_max: 1_000_000_000, fee_basis_points: 140, ...columns };
  const sets = Object.keys(all).map((column) => `${column} = excluded.${column}`);
  const values = Object.values(all).map((value) => (typeof value === 'number' ? value : `'${value}'`));
  await db.owner.run(
    `insert into pay.merchant_terms (merchant_id, ${Object.keys(all).join()}) values ('${merchantId}', ${values.join()})
     on conflict (merchant_id) do update set ${sets.join()}`,
  );
}

/** Fee that the one payment of a merchant of these terms pays when it is captured at once. */
async function feeOf(merchantId: string, amountMinor: string, currency = 'EUR'): Promise<string | undefined> {
  const payment = await booked({ key: `fee-${amountMinor}-${currency}`, merchantId, amountMinor, currency });
  return (await db.ledger.payment(payment))?.fee_minor;
}

describe('11.A4: terms are fixed when a payment is authorized', () => {
  test('a fee that changes changes nothing for payments that were authorized before', async () => {
    await terms('fees', { fee_basis_points: 100 });
    const before = await booked({ key: 'before', merchantId: 'fees', amountMinor: '1000', capture: 'manual' });
    expect(await db.ledger.change(aCapture(before, { key: 'a', amountMinor: '400' }), authority)).toMatchObject({
      feeMinor: '4',
    });
    await terms('fees', { fee_basis_points: 5_000 });
    const after = await booked({ key: 'after', merchantId: 'fees', amountMinor: '1000', capture: 'manual' });
    expect(await db.ledger.change(aCapture(before, { key: 'b' }), authority)).toMatchObject({ feeMinor: '6' });
    expect(await db.ledger.change(aCapture(after, { key: 'c' }), authority)).toMatchObject({ feeMinor: '500' });
    await terms('fees', { fee_basis_points: 0 });
    expect(await db.ledger.payment(before)).toMatchObject({ fee_minor: '10' });
  });

  test('a payment that waits for a review is approved by the terms of when it was taken, its ceiling and days too', async () => {
    await terms('review', { fee_basis_points: 100, hold_days: 5 });
    const reviewed = { merchantId: 'review', amountMinor: '1000', review: ['amount_over_limit'] };
    const [captured, held] = [
      await booked({ key: 'captured', ...reviewed }),
      await booked({ key: 'held', ...reviewed, capture: 'manual' }),
    ];
    await terms('review', { fee_basis_points: 900, amount_minor_max: 1, hold_days: 1 });
    expect(await db.ledger.change(anApproval(captured, { key: 'a' }), authority)).toMatchObject({ feeMinor: '10' });
    expect(await db.ledger.change(anApproval(held, { key: 'b' }), authority)).toMatchObject({ outcome: 'applied' });
    expect((await db.ledger.payment(held))?.expires_at).toBe('2036-11-26T10:00:01.000Z');
  });

  test('a refund overdraws by the terms of its payment, and another by its own', async () => {
    await terms('overdraft', { fee_basis_points: 10_000, overdraft_minor_max: 100 });
    const before = await booked({ key: 'before', merchantId: 'overdraft', amountMinor: '1000' });
    await terms('overdraft', { fee_basis_points: 10_000, overdraft_minor_max: 0 });
    const after = await booked({ key: 'after', merchantId: 'overdraft', amountMinor: '1000' });
    const refund = (payment: CreatePayment, amountMinor: string) =>
      db.ledger.change(aRefund(payment, { key: `${payment.paymentId}-${amountMinor}`, amountMinor }), authority);
    expect(await refund(after, '1')).toMatchObject({ code: 'merchant_balance_too_low' });
    expect(await refund(before, '101')).toMatchObject({ code: 'merchant_balance_too_low' });
    expect(await refund(before, '100')).toMatchObject({ outcome: 'applied' });
  });

  test('the same terms have the same id in every ledger, and being blocked is none of them', async () => {
    await using other = await server.ledgerDatabase();
    const ids = () => db.owner.run("select terms_id::text from pay.merchant_terms where merchant_id = '*'");
    const [usual] = await ids();
    expect(await other.owner.run("select terms_id::text from pay.merchant_terms where merchant_id = '*'")).toEqual([
      usual,
    ]);
    await db.owner.run("update pay.merchant_terms set status = 'blocked' where merchant_id = '*'");
    expect(await ids()).toEqual([usual]);
    await db.owner.run("update pay.merchant_terms set status = 'open', fee_basis_points = 141 where merchant_id = '*'");
    expect(await ids()).not.toEqual([usual]);
    await db.owner.run("update pay.merchant_terms set fee_basis_points = 140 where merchant_id = '*'");
    expect(await ids()).toEqual([usual]);
    expect(await db.owner.run("select count(*)::text from pay.pinned_terms where merchant_id = '*'")).toEqual(['2']);
  });
});

describe('11.A4: fee schedules are exact', () => {
  test('a fixed part comes on top, and a fee is never more than was captured', async () => {
    await terms('fixed', { fee_fixed_minor: 30 });
    const fees = [await feeOf('fixed', '29'), await feeOf('fixed', '30'), await feeOf('fixed', '1000')];
    expect(fees).toEqual(['29', '30', '44']);
    // Thirty cents are worth 53.4 yen.
    expect(await feeOf('fixed', '1000', 'JPY')).toBe('67');
  });

  test('a minimum is what a payment pays at least', async () => {
    await terms('minimum', { fee_minor_min: 50 });
    const at = [await feeOf('minimum', '3571'), await feeOf('minimum', '3643'), await feeOf('minimum', '49')];
    // 1.40 % of 36.43 are 51 cents; of 35.71 they are 49.994.
    expect(at).toEqual(['50', '51', '49']);
  });

  test('each tier has its rate for the part above it, and the sum is rounded once', async () => {
    const tiers = '[{"above_minor": 1000, "basis_points": 100}, {"above_minor": 2000, "basis_points": 50}]';
    await terms('tiers', { fee_basis_points: 290, fee_tiers: tiers });
    // 29 of the first ten euros; 29.99 and 39.995 with a part of the second tier and of the third.
    const fees = [await feeOf('tiers', '1000'), await feeOf('tiers', '1099'), await feeOf('tiers', '2199')];
    expect(fees).toEqual(['29', '29', '39']);
    expect(await feeOf('tiers', '2200')).toBe('40');
    // The tiers begin at 1,780 and 3,560 yen: 51.62 and 17.8 of them, and 0.5 of a hundred more.
    expect(await feeOf('tiers', '3660', 'JPY')).toBe('69');
  });

  test('many captures pay the fee of one, its fixed part and its minimum once', async () => {
    await terms('captures', { fee_fixed_minor: 30, fee_minor_min: 40 });
    const payment = await booked({ key: 'parts', merchantId: 'captures', amountMinor: '1000', capture: 'manual' });
    const fees: unknown[] = [];
    for (const amountMinor of ['10', '90', '900']) {
      const answer = await db.ledger.change(aCapture(payment, { key: `parts-${amountMinor}`, amountMinor }), authority);
      fees.push('feeMinor' in answer ? answer.feeMinor : answer);
    }
    expect(fees).toEqual(['10', '30', '4']);
  });

  test('terms have amounts of their own for a currency, tiers too', async () => {
    const own = '{"JPY": {"fee_fixed_minor": "10", "fee_tier_1": "100"}}';
    const tiers = '[{"above_minor": 1000, "basis_points": 0}]';
    await terms('own', { fee_basis_points: 1_000, fee_fixed_minor: 30, fee_tiers: tiers, amounts_in: own });
    expect([await feeOf('own', '5000'), await feeOf('own', '5000', 'JPY')]).toEqual(['130', '20']);
  });

  test('a tier that is no tier is refused', async () => {
    for (const tier of ['{"above_minor": 0, "basis_points": 1}', '{"above_minor": 1, "basis_points": 10001}', '{}']) {
      await expect(terms('bad', { fee_tiers: `[${tier}]` }), tier).rejects.toThrow('a fee tier must have');
    }
  });
});

test('11.A4: refunds give back the part of the fee that the terms say, many as much as one', async () => {
  await terms('back', { fee_basis_points: 1_000, fee_refund_basis_points: 5_000 });
  const [once, often] = [
    await booked({ key: 'once', merchantId: 'back', amountMinor: '1000' }),
    await booked({ key: 'often', merchantId: 'back', amountMinor: '1000' }),
  ];
  // What the merchant's terms have become does not count.
  await terms('back', { fee_basis_points: 1_000 });
  expect(await db.ledger.change(aRefund(once, { key: 'once' }), authority)).toMatchObject({ feeRefundedMinor: '50' });
  const parts: unknown[] = [];
  for (const amountMinor of ['30', '3', '7', '960']) {
    const answer = await db.ledger.change(aRefund(often, { key: `often-${amountMinor}`, amountMinor }), authority);
    parts.push('feeRefundedMinor' in answer ? answer.feeRefundedMinor : undefined);
  }
  expect(parts).toEqual(['1', undefined, '1', '48']);
  expect(await db.ledger.payment(often)).toMatchObject({ fee_minor: '100', fee_refunded_minor: '50' });
  const transfers = await db.owner.run(
    `select jsonb_build_array(purpose, debit_account, credit_account, amount_minor)::text from pay.transfers
     where payment_id = :paymentId and version = 3 order by sequence`,
    { paymentId: once.paymentId },
  );
  expect(transfers.map((row) => JSON.parse(row ?? ''))).toEqual([
    ['refund', 'merchant/back/payable/EUR', 'network/refunds/EUR', 1000],
    ['fee_refund', 'redoubt/fees/EUR', 'merchant/back/payable/EUR', 50],
  ]);
  expect(await db.ledger.drift()).toEqual([]);
});

test('11.A4: the fee that goes back carries a part of the refund', async () => {
  await terms('carried', { fee_basis_points: 1_000, fee_refund_basis_points: 10_000, overdraft_minor_max: 0 });
  const payment = await booked({ key: 'carried', merchantId: 'carried', amountMinor: '1000' });
  expect(await db.ledger.change(aRefund(payment, { key: 'carried' }), authority)).toMatchObject({
    outcome: 'applied',
    feeRefundedMinor: '100',
  });
  expect(await db.ledger.balances('carried')).toMatchObject({ data: [{ payable_minor: '0' }] });
});
