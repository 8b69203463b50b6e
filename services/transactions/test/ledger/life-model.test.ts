import { type ChangeCommand, ChangeRefusal, type CreatePayment } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { expirePayment } from '../../src/domain/expire-payment.ts';
import { paymentAsKnown } from '../../src/domain/payment-as-known.ts';
import { changeOf } from '../../src/domain/payment-change.ts';
import { settleMerchant } from '../../src/domain/settle-merchant.ts';
import { commandOf, type Step, someLives, wholeLoss } from '../model/lives.ts';
import { PaymentModel } from '../model/payment-model.ts';
import { giveTerms, usualTerms } from '../model/terms-model.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { asEventsTell, consumed } from '../support/payment-changes.ts';

/*
 * Goal: whatever is done to payments, in whatever order, repeated or cut off by a crash, the ledger answers as a model of a
 * few sums does, and its books fit.
 *
 * Method: fast-check makes sequences of commands on three payments of one merchant: authorized, captured at once or held for
 * review, small or at the merchant's limit, in two currencies, some with a hold or review that has expired. A command may first be cut off before its commit (a transaction that is rolled
 * back), and may be repeated after it; both must leave no trace. The merchant's terms are drawn at random and change in between: each
 * payment keeps those that it was taken under. A sweep comes by, for what is due and for what is not. Each answer is compared with the model's. Roll-ups come in
 * between. After each sequence balances and payments are compared, also as their events tell of them, and the drift of what has changed; from time to time and at
 * the end the drift of all of it. Seed: printed, and taken from LEDGER_SEED.
 */
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 2_147_483_647);
const sequences = 1_000;
/** Comparing all of the books takes the longer the more there are. */
const sequencesPerDrift = 250;
const sequencesPerCheck = 10;

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  await db.owner.run(`update pay.merchant_terms set overdraft_minor_max = ${usualTerms.overdraft}`);
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1' };

function send(command: CreatePayment | ChangeCommand) {
  return command.type === 'CreatePayment'
    ? db.ledger.apply({ ...authority, command, appliedBy: 'consumer' })
    : db.ledger.change(command, authority);
}

test(`11.A2, 11.B3, 11.B4: answers and books as a model does, disputes, settlements and expiries included, through ${sequences} lives (seed ${seed})`, async () => {
  console.info(`life model: seed ${seed}, repeat with LEDGER_SEED=${seed}`);
  let run = 0;
  const seen = new Set<string>();
  await withConnection(db.url, async (doomed) => {
    await fc.assert(
      fc.asyncProperty(someLives, async ({ terms, payments, steps }) => {
        run += 1;
        const merchantId = `merchant-${run}`;
        const model = new PaymentModel();
        if (terms !== undefined) {
          await db.owner.run(giveTerms(merchantId, terms));
          model.terms = terms;
        }
        const creations = payments.map((payment, at) =>
          aCommand({ ...payment, key: `${run}/${at}`, merchantId, amountMinor: String(payment.amountMinor) }),
        );
        for (const creation of creations.slice(0, 2)) {
          expect(await send(creation)).toMatchObject(model.create(creation));
        }
        for (const [at, step] of steps.entries()) {
          if (step.kind === 'terms') {
            await db.owner.run(giveTerms(merchantId, step.terms));
            model.terms = step.terms;
            continue;
          }
          if (step.kind === 'roll up') {
            await db.ledger.rollUpBalances();
            continue;
          }
          if (step.kind === 'settle') {
            await settle(model, merchantId, at, step);
            continue;
          }
          if (step.kind === 'expire') {
            const status = await expire(model, creations[step.payment] as CreatePayment, step);
            if (status !== undefined) seen.add(status);
            continue;
          }
          const command = commandOf(step, creations[step.payment] as CreatePayment, `${run}/${at}`);
          if (command === undefined) continue;
          if (step.crashes) {
            const [region, text] = [authority.originRegion, JSON.stringify(command)].map((it) =>
              doomed.escapeLiteral(it),
            );
            await doomed.query(`begin; select pay.apply(1, ${region}, ${text}); rollback`);
          }
          const answer = await send(command);
          const expected = command.type === 'CreatePayment' ? model.create(command) : model.change(command);
          expect(answer).toMatchObject(expected);
          if (answer.outcome === 'refused') seen.add(answer.code);
          if (answer.outcome === 'applied') seen.add(answer.status);
          if (!step.repeats) continue;
          const repeated = await send(command);
          expect(repeated).toEqual('replayed' in answer ? { ...answer, replayed: true, events: [] } : answer);
        }
        await compareBalances(model, merchantId);
        for (const creation of creations) await compareViews(model, creation);
        if (run % sequencesPerCheck === 0) expect(await db.ledger.driftOfChanges()).toEqual([]);
        if (run % sequencesPerDrift === 0) expect(await db.ledger.drift()).toEqual([]);
      }),
      { seed, numRuns: sequences, endOnFailure: true, examples: [[wholeLoss]] },
    );
  });
  expect(run).toBe(sequences);
  // Every refusal and every status was met, so that each was compared.
  for (const code of ChangeRefusal.options) expect([...seen]).toContain(code);
  for (const status of [
    'review',
    'authorized',
    'voided',
    'expired',
    'rejected',
    'partially_captured',
    'partially_refunded',
    'refunded',
    'disputed',
    'charged_back',
  ]) {
    expect([...seen]).toContain(status);
  }
  expect(paidOut).toBeGreaterThan(0);
  expect(await db.ledger.drift()).toEqual([]);
  const sums = await db.owner.run('select sum(balance_minor)::text from pay.balances group by currency');
  expect(sums).toEqual(['0', '0']);
  const eventsBeyond = await db.owner.run(
    'select event_id::text from pay.events group by event_id having count(*) > 1 union all ' +
      'select payment_id from pay.events group by payment_id, version having count(*) > 1',
  );
  expect(eventsBeyond).toEqual([]);
});

/**
 * Sends what the sweep sends of a payment that it finds, also of one whose time is not over.
 *
 * @returns the status after it, where it did something
 */
async function expire(
  model: PaymentModel,
  { paymentId, merchantId }: CreatePayment,
  { crashes, repeats }: Pick<Step, 'crashes' | 'repeats'>,
): Promise<string | undefined> {
  const [expiresAt] = await db.owner.run('select pay.time_text(expires_at) from pay.payments where payment_id = :id', {
    id: paymentId,
  });
  if (expiresAt === undefined || expiresAt === null) return undefined;
  const command = expirePayment({ paymentId, merchantId, expiresAt }, '2026-11-21T10:00:00.000Z');
  const answer = await db.ledger.change(command, authority);
  expect(answer).toMatchObject(model.expire(paymentId));
  if (repeats || crashes) {
    const again = await db.ledger.change(command, authority);
    expect(again).toMatchObject(model.expire(paymentId));
    // A refusal is not remembered: the time may be over later.
    if (answer.outcome === 'applied') expect(again).toEqual({ ...answer, replayed: true, events: [] });
  }
  return answer.outcome === 'applied' ? answer.status : undefined;
}

/** Settles a day that was cut at what the merchant had then, which may be more or less than what it has. */
async function settle(
  model: PaymentModel,
  merchantId: string,
  at: number,
  { isForeign, isFinal, crashes, repeats }: Pick<Step, 'isForeign' | 'isFinal' | 'crashes' | 'repeats'>,
): Promise<void> {
  const currency = isForeign ? 'JPY' : 'EUR';
  const has = model.payable(merchantId, currency);
  const account = await db.owner.run('select account_id from pay.accounts where account_id = :account', {
    account: `merchant/${merchantId}/payable/${currency}`,
  });
  if (account.length === 0) return;
  const cut = isFinal ? has + 7n : has - 7n;
  const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
  await db.owner.run(
    `insert into pay.cuts (merchant_id, currency, day, balance_minor)
     values (:merchantId, :currency, cast(:day as date), cast(:cut as numeric))
     on conflict (merchant_id, currency) do update set day = excluded.day, balance_minor = excluded.balance_minor`,
    { merchantId, currency, day, cut: String(cut) },
  );
  const command = settleMerchant({ merchantId, currency, day }, '2026-11-21T10:00:00.000Z');
  const answer = await db.ledger.settle(command, authority);
  expect(answer).toMatchObject(model.settle(merchantId, currency, { day: at, cut }));
  if (repeats || crashes) expect(await db.ledger.settle(command, authority)).toEqual({ ...answer, replayed: true });
  if ('amountMinor' in answer && answer.amountMinor !== '0') paidOut += 1;
}

/** Payouts in which money moved. */
let paidOut = 0;

/** Compares what the ledger shows of a payment with the model, and with the read model of its events, newest first and each twice. */
async function compareViews(model: PaymentModel, creation: CreatePayment): Promise<void> {
  const view = await db.ledger.payment(creation);
  const known = model.payments.get(creation.paymentId);
  if (view === undefined || known === undefined) {
    expect(view).toBe(known);
    return;
  }
  const { held, captured, refunded, fee, feeRefunded, version, status } = known;
  const shown = (minor: bigint) => (minor === 0n ? undefined : String(minor));
  expect(view).toMatchObject({
    held_minor: String(held),
    captured_minor: String(captured),
    refunded_minor: String(refunded),
    fee_minor: String(fee),
    ...(feeRefunded === 0n ? {} : { fee_refunded_minor: String(feeRefunded) }),
    version,
    status,
  });
  expect(view.disputed_minor).toBe(shown(known.disputed));
  expect(view.charged_back_minor).toBe(shown(known.chargedBack));
  expect(view.dispute_fee_minor).toBe(shown(known.disputeFee));
  const sql = 'select event::text from pay.events where payment_id = :paymentId order by version desc';
  const recorded = await db.owner.run(sql, { paymentId: creation.paymentId });
  const events = recorded.map((event) => consumed({ event: JSON.parse(event ?? '') }));
  const changes = [...events, ...events, acceptedEventOf({ command: creation, epoch: 1 }, 'us-east-1')].map(changeOf);
  expect(paymentAsKnown(changes)).toEqual(asEventsTell(view));
}

async function compareBalances(model: PaymentModel, merchantId: string): Promise<void> {
  const currencies = ['EUR', 'JPY'];
  const balances = await db.owner.run(
    `select coalesce((select balance_minor from pay.balances where account_id = account), 0)::text
     from unnest(string_to_array(:accounts, ' ')) with ordinality as asked (account, place) order by place`,
    { accounts: currencies.map((currency) => `merchant/${merchantId}/payable/${currency}`).join(' ') },
  );
  expect(balances.map((balance) => BigInt(balance ?? 0))).toEqual(
    currencies.map((currency) => model.payable(merchantId, currency)),
  );
}
