import { currencyCodes, limitIn, paymentCeiling, referenceRates } from '@redoubt/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRefund } from '../support/a-change.ts';
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

const authority = { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' } as const;

async function booked(over: Parameters<typeof aCommand>[0]) {
  const command = aCommand(over);
  const answer = await db.ledger.apply({ ...authority, command });
  if (answer.outcome !== 'applied') throw new Error(answer.outcome);
  return { ...command, status: answer.status };
}

describe('11.A3: amounts know their currency', () => {
  /** Worth 10,000,000 euros, by hand. */
  test.each([
    ['JPY', 1_780_000_000n],
    ['VND', 305_000_000_000n],
    ['EUR', 1_000_000_000n],
    ['IDR', 19_300_000_000_000n],
    ['KWD', 3_560_000_000n],
    ['CLF', 2_750_000_000n],
  ])('in %s takes what the ceiling is worth and rejects a minor unit more', async (currency, most) => {
    const at = await booked({ key: `${currency}-at`, currency, amountMinor: String(most) });
    const over = await booked({ key: `${currency}-over`, currency, amountMinor: String(most + 1n) });
    expect([at.status, over.status]).toEqual(['captured', 'rejected']);
  });

  test('takes a million rupiah, some fifty euros', async () => {
    const payment = await booked({ key: 'rupiah', currency: 'IDR', amountMinor: '100000001' });
    expect(payment.status).toBe('captured');
  });

  test('has the reference rates of contracts, of every currency in every version', async () => {
    for (const [version, { base }] of referenceRates) {
      const rates = await db.owner.run(
        `select div(1000000000000 * pay.reference_rate(:version, currency), pay.reference_rate(:version, :base))::text
         from unnest(string_to_array(:currencies, ' ')) with ordinality as asked (currency, place) order by place`,
        { version, base, currencies: currencyCodes.join(' ') },
      );
      const limit = { amountMinor: '1000000000000', currency: base, rates: version };
      expect(rates).toEqual(currencyCodes.map((currency) => String(limitIn(limit, currency).amountMinor)));
    }
  });

  test('takes under the terms of every merchant what validation lets pass, in every currency', async () => {
    const ceilings = await db.owner.run(
      `select pay.amount_in(asked.currency, 'amount_minor_max', (terms).amount_minor_max, terms)::text
       from unnest(string_to_array(:currencies, ' ')) with ordinality as asked (currency, place) cross join (select star as terms from pay.terms_of('*') as star) as today
       order by place`,
      { currencies: currencyCodes.join(' ') },
    );
    expect(ceilings).toEqual(currencyCodes.map((currency) => String(limitIn(paymentCeiling, currency).amountMinor)));
  });

  test('takes nothing in a currency without a rate, and everything up to what the terms have for a currency', async () => {
    await db.owner.run(
      `insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points, rates_version, amounts_in)
       values ('own-table', 'open', 100, 0, 'none', '{"JPY": {"amount_minor_max": "700"}}')`,
    );
    const pay = async (currency: string, amountMinor: string) => {
      const payment = { key: `${currency}-${amountMinor}`, merchantId: 'own-table', currency, amountMinor };
      return (await booked(payment)).status;
    };
    expect([await pay('EUR', '100'), await pay('EUR', '101')]).toEqual(['captured', 'rejected']);
    expect([await pay('JPY', '700'), await pay('JPY', '701')]).toEqual(['captured', 'rejected']);
    expect(await pay('KWD', '1')).toBe('rejected');
  });

  test('lets a refund overdraw a merchant by what its overdraft is worth, and not by a minor unit more', async () => {
    await db.owner.run(
      `insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points, overdraft_minor_max)
       values ('in-yen', 'open', 100000, 10000, 100)`,
    );
    // All of it is fee, so that every yen of a refund is overdrawn: 178 of them at most, for one euro.
    const payment = await booked({ key: 'in-yen', merchantId: 'in-yen', currency: 'JPY', amountMinor: '1000' });
    const refund = (amountMinor: string) =>
      db.ledger.change(aRefund(payment, { key: `yen-${amountMinor}`, amountMinor }), authority);
    expect(await refund('179')).toMatchObject({ code: 'merchant_balance_too_low' });
    expect(await refund('178')).toMatchObject({ outcome: 'applied' });
    expect(await db.ledger.balances('in-yen')).toMatchObject({
      data: [{ currency: 'JPY', payable_minor: '-178', refundable_minor: '0' }],
    });
  });
});
