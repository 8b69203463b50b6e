import type { CreatePayment } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../../src/adapters/ledger.ts';
import { WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { BatchedLedger } from '../../src/booking/batched-ledger.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  expect(await db.ledger.drift()).toEqual([]);
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' } as const;
const commandsOf = (name: string, count: number, over: Partial<CreatePayment> = {}): readonly CreatePayment[] =>
  Array.from({ length: count }, (_, at) => aCommand({ key: `${name}-${at}`, ...over }));

/** Counts the statements that reach the ledger. */
function counted() {
  const calls = { batches: [] as number[], singles: 0 };
  const ledger = {
    applyBatch(commands: readonly CreatePayment[], by: Omit<Application, 'command'>) {
      calls.batches.push(commands.length);
      return db.ledger.applyBatch(commands, by);
    },
    apply(application: Application) {
      calls.singles += 1;
      return db.ledger.apply(application);
    },
  };
  return { calls, batched: new BatchedLedger(ledger) };
}

test('books what comes at once with one statement, and gives each its own answer', async () => {
  const { calls, batched } = counted();
  const commands = [...commandsOf('once', 9), aCommand({ key: 'over', amountMinor: '1000000001' })];
  const answers = await Promise.all(commands.map((command) => batched.apply({ ...authority, command })));
  expect(calls).toEqual({ batches: [10], singles: 0 });
  for (const [at, answer] of answers.entries()) {
    expect(answer).toMatchObject({
      outcome: 'applied',
      paymentId: commands[at]?.paymentId,
      status: at === 9 ? 'rejected' : 'captured',
      replayed: false,
      events: [{ event: { subject: commands[at]?.paymentId } }],
    });
  }
});

test('takes fifty in a statement, and the fifty-first in another', async () => {
  const { calls, batched } = counted();
  await Promise.all(commandsOf('many', 51).map((command) => batched.apply({ ...authority, command })));
  expect(calls.batches).toEqual([50, 1]);
});

test('knows repeats, of before and inside the batch', async () => {
  const [known, fresh] = [aCommand({ key: 'known' }), aCommand({ key: 'fresh' })];
  const first = await db.ledger.apply({ ...authority, command: known });
  const answers = await db.ledger.applyBatch([fresh, known, fresh], authority);
  expect(answers).toMatchObject([{ replayed: false }, { replayed: true, events: [] }, { replayed: true, events: [] }]);
  expect(answers[1]).toEqual({ ...first, replayed: true, events: [] });
  expect(await db.ledger.applyBatch([], authority)).toEqual([]);
});

test('does not let one broken payment hold up the others', async () => {
  const { calls, batched } = counted();
  const broken = aCommand({ key: 'broken', currency: 'nonsense' });
  const [whole, rejected] = await Promise.allSettled(
    [aCommand({ key: 'whole' }), broken].map((command) => batched.apply({ ...authority, command })),
  );
  expect(whole).toMatchObject({ status: 'fulfilled', value: { outcome: 'applied', replayed: false } });
  expect(rejected).toMatchObject({ status: 'rejected' });
  expect(calls).toEqual({ batches: [2], singles: 2 });
});

test('gives all of a batch the fault that hit it', async () => {
  const unreachable = new WriterUnreachable('unknown', 'said by the test');
  const batched = new BatchedLedger({
    applyBatch: () => Promise.reject(unreachable),
    apply: () => Promise.reject(new Error('applied alone')),
  });
  const outcomes = await Promise.allSettled(
    commandsOf('fault', 3).map((command) => batched.apply({ ...authority, command })),
  );
  expect(outcomes).toEqual(Array(3).fill({ status: 'rejected', reason: unreachable }));
});

test('keeps payments of different epochs apart, and refuses those of the wrong one', async () => {
  const { calls, batched } = counted();
  const [right, wrong] = await Promise.all([
    batched.apply({ ...authority, command: aCommand({ key: 'right' }) }),
    batched.apply({ ...authority, epoch: 2, command: aCommand({ key: 'wrong' }) }),
  ]);
  expect([right.outcome, wrong.outcome]).toEqual(['applied', 'epoch_not_open']);
  expect(calls.batches).toEqual([1, 1]);
});

test('refuses what is no payment', async () => {
  const stranger = { ...aCommand({ key: 'stranger' }), type: 'VoidPayment' } as unknown as CreatePayment;
  await expect(db.ledger.applyBatch([stranger], authority)).rejects.toThrow('a batch takes CreatePayment only');
});

test('books overlapping batches with new merchants at the same time, each payment once and without a deadlock', async () => {
  const commands = Array.from({ length: 120 }, (_, at) =>
    aCommand({ key: `overlap-${at}`, merchantId: `overlap-${at % 7}`, currency: at % 2 === 0 ? 'EUR' : 'JPY' }),
  );
  // Each batch begins elsewhere, and every payment is in several.
  const batches = Array.from({ length: 24 }, (_, at) => [...commands, ...commands].slice(at * 5, at * 5 + 40));
  const [batched, alone] = await Promise.all([
    inParallel(batches, 12, (batch) => db.ledger.applyBatch(batch, authority)),
    // As a recovery does at the same time.
    inParallel(commands, 8, (command) => db.ledger.apply({ ...authority, command })),
  ]);
  const answers = [...batched.flat(), ...alone];
  expect(answers.filter((answer) => answer.outcome === 'applied' && !answer.replayed)).toHaveLength(commands.length);
});
