import { ChangeOutcome, type CreatePayment } from '@redoubt/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandOf, type Life, someLives } from '../model/lives.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

/*
 * Goal: whatever was answered about payments in the lost region, and in whatever order, stands in the surviving one: the same operations
 * under the same versions, the same transfers and the same events.
 *
 * Method: random lives, as in life-model.test.ts, in a ledger of which nothing is replicated. What it answers is journaled, received
 * up to a minute before or after others. Then another ledger recovers all of it. Seed: printed, and taken from LEDGER_SEED.
 */
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 2_147_483_647);
const lives = 150;

let server: LedgerServer;
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
});
afterAll(async () => {
  await lost[Symbol.asyncDispose]();
  await promoted[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const before = { epoch: 1, originRegion: 'us-east-1' };

test(`a recovery repeats ${lives} lives as they were answered (seed ${seed})`, async () => {
  console.info(`recovered lives: seed ${seed}, repeat with LEDGER_SEED=${seed}`);
  const journal = new JournalInMemory();
  const nowMs = Date.parse(await promoted.ledger.watermark()) + 150_000;
  await promoted.ledger.openEpoch(2, 'us-east-2');
  const received = fc.sample(fc.integer({ min: 20, max: 80 }), { seed, numRuns: 1_000 });
  for (const [at, life] of fc.sample(someLives, { seed, numRuns: lives }).entries()) {
    await live(life, `merchant-${at}`, {
      journal,
      receivedAt: (place) => new Date(nowMs - (received[place % received.length] ?? 0) * 1_000).toISOString(),
    });
  }
  const publisher = new CollectingPublisher();
  const recovered = await recoverToTheEnd(
    { ledger: promoted.ledger, journal, publisher },
    { epoch: 2, region: 'us-east-2', nowMs },
  );
  expect(recovered.inDoubt).toBe(0);
  for (const { what, sql } of compared) expect(await promoted.owner.run(sql), what).toEqual(await lost.owner.run(sql));
  expect(await promoted.ledger.drift()).toEqual([]);
});

/** Everything that a payment's history is made of. */
const compared = [
  {
    what: 'operations',
    sql: "select concat_ws(' ', payment_id, version, operation, amount_minor, command_id) from pay.operations order by payment_id, version",
  },
  {
    what: 'transfers',
    sql: `select concat_ws(' ', transfer_id, purpose, debit_account, credit_account, amount_minor)
      from pay.transfers order by transfer_id`,
  },
  { what: 'events', sql: 'select event_id::text from pay.events order by event_id' },
] as const;

async function live(
  { payments, steps }: Life,
  merchantId: string,
  { journal, receivedAt }: { readonly journal: JournalInMemory; readonly receivedAt: (place: number) => string },
): Promise<void> {
  const creations = payments.map((payment, at): CreatePayment => {
    const { amountMinor, ...over } = payment;
    const acceptedAt = receivedAt(at);
    return aCommand({ ...over, acceptedAt, key: `${merchantId}/${at}`, merchantId, amountMinor: String(amountMinor) });
  });
  for (const creation of creations) {
    journal.accept(creation);
    await lost.ledger.apply({ ...before, command: creation, appliedBy: 'consumer' });
  }
  for (const [at, step] of steps.entries()) {
    const command = commandOf(step, creations[step.payment] as CreatePayment, `${merchantId}/${at}`);
    if (command === undefined || command.type === 'CreatePayment') continue;
    const change = { ...command, acceptedAt: receivedAt(at + 7) };
    const { data: outcome } = ChangeOutcome.safeParse(await lost.ledger.change(change, before));
    if (outcome !== undefined) journal.answer(change, outcome);
  }
}
