import type { CreatePayment } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/*
 * Goal: whatever commands come, repeated and at the same time, under whatever epochs, the books are those of a simple model.
 *
 * Method: fast-check makes rounds of commands. Each round is applied by several clients at once, with duplicates, while
 * balances are rolled up and, between rounds, the epoch may be raised and late work of the older epoch sent. A pure model
 * books the distinct commands one after the other. Then statuses, balances and sums are compared, drift must be empty, and
 * each version must have one operation and one event. Seed: printed, and taken from LEDGER_SEED.
 */
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 2_147_483_647);
const runs = 100;
const clients = 8;

const merchants = ['acme', 'globex', 'blocked-shop', 'small-shop'] as const;
/** Ceilings in the currencies of the payments: those of terms in euro are worth 178 yen a euro. */
const terms = {
  acme: { isBlocked: false, max: { EUR: 1_000_000_000n, JPY: 1_780_000_000n }, basisPoints: 140n },
  globex: { isBlocked: false, max: { EUR: 1_000_000_000n, JPY: 1_780_000_000n }, basisPoints: 140n },
  'blocked-shop': { isBlocked: true, max: { EUR: 0n, JPY: 0n }, basisPoints: 0n },
  'small-shop': { isBlocked: false, max: { EUR: 1_000n, JPY: 1_780n }, basisPoints: 10_000n },
} as const;

const aPayment = fc.record({
  merchantId: fc.constantFrom(...merchants),
  amountMinor: fc.oneof(
    fc.bigInt({ min: 1n, max: 2_000n }),
    fc.constantFrom(1_000n, 1_001n, 1_780n, 1_781n, 1_000_000_000n, 1_000_000_001n),
    fc.constantFrom(1_780_000_000n, 1_780_000_001n, 999_999_999_999_999_999n),
  ),
  currency: fc.constantFrom('EUR' as const, 'JPY' as const),
  times: fc.integer({ min: 1, max: 4 }),
});
const aRound = fc.record({ payments: fc.array(aPayment, { minLength: 1, maxLength: 25 }), raisesEpoch: fc.boolean() });

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  await db.owner.run(
    "insert into pay.merchant_terms values ('blocked-shop', 'blocked', 100000000, 0), ('small-shop', 'open', 1000, 10000)",
  );
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** The books as one would keep them on paper. */
class Model {
  readonly balances = new Map<string, bigint>();
  readonly statuses = new Map<string, string>();

  book({ paymentId, merchantId, amountMinor, currency }: CreatePayment): void {
    const { isBlocked, max, basisPoints } = terms[merchantId as keyof typeof terms];
    const amount = BigInt(amountMinor);
    if (isBlocked || amount > max[currency as keyof typeof max]) {
      this.statuses.set(paymentId, 'rejected');
      return;
    }
    this.statuses.set(paymentId, 'captured');
    const fee = (amount * basisPoints) / 10_000n;
    this.#add(`network/receivable/${currency}`, -amount);
    this.#add(`merchant/${merchantId}/payable/${currency}`, amount - fee);
    this.#add(`redoubt/fees/${currency}`, fee);
  }

  #add(account: string, change: bigint): void {
    this.balances.set(account, (this.balances.get(account) ?? 0n) + change);
  }
}

test(`books what a simple model books, under concurrency and failovers (seed ${seed})`, async () => {
  console.info(`ledger model: seed ${seed}, repeat with LEDGER_SEED=${seed}`);
  const model = new Model();
  let epoch = 1;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aRound, { minLength: 1, maxLength: 3 }), async (rounds) => {
      run += 1;
      for (const [at, { payments, raisesEpoch }] of rounds.entries()) {
        const commands = payments.map(({ times, amountMinor, ...payment }, place) => ({
          times,
          command: aCommand({ key: `${run}/${at}/${place}`, amountMinor: String(amountMinor), ...payment }),
        }));
        const sent = commands.flatMap(({ command, times }) => Array.from({ length: times }, () => command));
        const [answers] = await Promise.all([
          inParallel(shuffled(sent), clients, (command) =>
            db.ledger.apply({ epoch, originRegion: 'us-east-1', command, appliedBy: 'consumer' }),
          ),
          db.ledger.rollUpBalances(),
        ]);
        for (const { command } of commands) model.book(command);
        const firsts = answers.filter((answer) => answer.outcome === 'applied' && !answer.replayed);
        expect(firsts).toHaveLength(commands.length);
        for (const answer of answers) {
          if (answer.outcome !== 'applied') throw new Error(`refused: ${answer.outcome}`);
          expect(answer.status).toBe(model.statuses.get(answer.paymentId));
        }
        if (!raisesEpoch) continue;
        epoch += 1;
        const late = aCommand({ key: `${run}/${at}/late` });
        const [opened, early] = await Promise.all([
          db.ledger.openEpoch(epoch, 'us-east-2'),
          db.ledger.apply({ epoch: epoch + 1, originRegion: 'us-east-1', command: late, appliedBy: 'consumer' }),
        ]);
        expect(opened).toEqual({ outcome: 'open', epoch });
        expect(early).toMatchObject({ outcome: 'epoch_not_open' });
        expect(
          await db.ledger.apply({ epoch: epoch - 1, originRegion: 'us-east-1', command: late, appliedBy: 'consumer' }),
        ).toEqual({ outcome: 'stale_epoch', epoch });
      }
      expect(await balances()).toEqual(new Map([...model.balances].filter(([, sum]) => sum !== 0n)));
      expect(await db.ledger.drift()).toEqual([]);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  const counts = await db.owner.run(
    `select jsonb_build_array((select count(*) from pay.payments), (select count(*) from pay.operations),
       (select count(*) from pay.events), (select count(*) from pay.inbox), (select count(*) from pay.outbox))`,
  );
  expect(JSON.parse(counts[0] ?? '')).toEqual(Array.from({ length: 5 }, () => model.statuses.size));
  const sums = await db.owner.run('select sum(balance_minor)::text from pay.balances group by currency');
  expect(sums).toEqual(['0', '0']);
});

async function balances(): Promise<Map<string, bigint>> {
  const rows = await db.owner.run('select jsonb_build_array(account_id, balance_minor::text) from pay.balances');
  const sums = rows
    .map((row) => JSON.parse(row ?? '') as [string, string])
    .map(([id, sum]) => [id, BigInt(sum)] as const);
  // Accounts are opened before the first payment needs them.
  return new Map(sums.filter(([, sum]) => sum !== 0n));
}

/** Mixes duplicates among the others, the same way each time: every third comes first. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  return [0, 1, 2].flatMap((rest) => items.filter((_, at) => at % 3 === rest));
}
