import type { CreatePayment } from '@redoubt/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, startLedgerServer } from '../support/ledger-database.ts';

/**
 * A single payment comes to `pay.write_bookings` by `pay.book_payment`, those of a batch by `pay.book_payments`: two ways to the same
 * rows.
 *
 * Random payments of every kind are booked one by one in one ledger and in batches in another, with repeats among them. Every
 * answer and every row must be the same, but for the moments and for the numbers that the outbox gives.
 */
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 1_000_000);
const commandsCount = 200;
const batchesCount = 40;
const batchMax = 12;

const authority = { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' } as const;

/** Text that would end a string, a member or an object if it were put in as it is. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((given) => !given.includes('\0')),
  fc.constantFrom('"', '\\', '","id":"x', '%s', '{}', '😀', '\n', "'"),
);

const payment = fc.record(
  {
    merchantId: fc.constantFrom('acme', 'globex', 'blocked-shop', 'own-terms'),
    amountMinor: fc.constantFrom('1', '71', '72', '1050', '1000000000', '1000000001', '999999999999999999'),
    currency: fc.constantFrom('EUR', 'JPY'),
    capture: fc.constantFrom<'automatic' | 'manual'>('automatic', 'manual'),
    review: fc.constantFrom<string[]>(['velocity_over_limit'], ['facts_unknown', 'amount_unusual']),
    canary: fc.boolean(),
    reference: text,
    customerId: text,
    correlationId: text,
    traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
  },
  { requiredKeys: ['merchantId', 'amountMinor', 'currency', 'correlationId'] },
);

/** Batches of commands; some come again, in the same batch or a later one. */
function batchesOf(): readonly (readonly CreatePayment[])[] {
  const commands = fc
    .sample(payment, { seed, numRuns: commandsCount })
    .map((given, at) => aCommand({ ...given, key: `key-${at}` }));
  const batch = fc.array(fc.constantFrom(...commands), { minLength: 1, maxLength: batchMax });
  return fc.sample(batch, { seed, numRuns: batchesCount });
}

/** Every row that bookings leave, without moments, numbers of the outbox and transactions. */
const leftBehind = `
  select (to_jsonb(rows) - '{seq,recorded_at,created_at,updated_at,opened_at,transaction_id}'::text[]
    #- '{event,time}' #- '{answer,recordedAt}')::text as row
  from (%) as rows order by 1`;
/** Not accounts: a batch opens those of a merchant before it knows that all its payments are rejected. They stay empty. */
const tables = ['payments', 'transfers', 'operations', 'events', 'inbox'] as const;

async function rowsOf(database: LedgerDatabase): Promise<Readonly<Record<string, readonly (string | null)[]>>> {
  const rows = tables.map(async (table) => {
    return [table, await database.owner.run(leftBehind.replace('%', `select * from pay.${table}`))] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** The answer without the moment and the numbers of its events. */
const lasting = (answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (key, value) => (['recordedAt', 'time', 'seq'].includes(key) ? undefined : value)));

test(`payments leave the same behind one by one and in batches (LEDGER_SEED=${seed})`, async () => {
  await using server = await startLedgerServer();
  await using single = await server.ledgerDatabase();
  await using batched = await server.ledgerDatabase();
  for (const { owner } of [single, batched]) {
    await owner.run("insert into pay.merchant_terms values ('blocked-shop', 'blocked', 100000000, 140)");
    await owner.run("insert into pay.merchant_terms values ('own-terms', 'open', 1000, 290, 0, 3, 1)");
  }
  for (const commands of batchesOf()) {
    const apart = [];
    for (const command of commands) apart.push(await single.ledger.apply({ ...authority, command }));
    const together = await batched.ledger.applyBatch(commands, authority);
    expect(together.map(lasting)).toEqual(apart.map(lasting));
  }
  expect(await rowsOf(batched)).toEqual(await rowsOf(single));
  expect(await batched.ledger.drift()).toEqual([]);
});
