import { type ChangeCommand, ChangeOutcome, type CreatePayment } from '@redoubt/contracts';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ReadModel } from '../../src/adapters/tables/read-model.ts';
import { Announcer } from '../../src/announcing/announcer.ts';
import { drainOutbox } from '../../src/announcing/drain-outbox.ts';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { paymentAsKnown } from '../../src/domain/payment-as-known.ts';
import { changeOf } from '../../src/domain/payment-change.ts';
import { aCapture, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { asEventsTell, consumed } from '../support/payment-changes.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

/*
 * Goal: what a recovery announces brings the read model up to date, whatever the lost region's bus and queue have swallowed.
 *
 * Method: two ledgers. The lost one books payments and changes; of these a part was replicated to the promoted one, and of
 * their events another part has reached the read model. Then the recovery runs, what it announces is projected, and the read
 * model is compared with the promoted ledger.
 */
let server: LedgerServer;
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
let dynamo: LocalDynamo;
let readModel: ReadModel;
let journal: JournalInMemory;
let nowMs: number;
beforeAll(async () => {
  server = await startLedgerServer();
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
  dynamo = await startLocalDynamo();
  readModel = new ReadModel(dynamo);
});
afterAll(async () => {
  await dynamo[Symbol.asyncDispose]();
  await lost[Symbol.asyncDispose]();
  await promoted[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(async () => {
  journal = new JournalInMemory();
  nowMs = Date.parse(await promoted.ledger.watermark()) + 150_000;
});

const before = { epoch: 1, originRegion: 'us-east-1' };
const secondsAgo = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();

/** Accepted in the lost region, booked there, and journaled. */
async function book(key: string): Promise<CreatePayment> {
  const command = aCommand({ key, amountMinor: '1000', capture: 'manual', acceptedAt: secondsAgo(90) });
  journal.accept(command);
  const booked = await lost.ledger.apply({ ...before, command, appliedBy: 'consumer' });
  if (booked.outcome !== 'applied') throw new Error(`the ledger answered ${booked.outcome}`);
  return command;
}

/** Changed in the lost region; answered and journaled, unless it died before that. */
async function change(command: ChangeCommand, { isAnswered }: { readonly isAnswered: boolean }): Promise<void> {
  const answer = await lost.ledger.change(command, before);
  if (answer.outcome !== 'applied') throw new Error(`the ledger answered ${answer.outcome}`);
  if (isAnswered) journal.answer(command, ChangeOutcome.parse(answer));
  for (const event of answer.events) await readModel.add(changeOf(consumed(event)));
}

test('FO4: after a recovery the read model says of every payment what the promoted ledger says', async () => {
  // Nothing of it was replicated or announced.
  const swallowed = await book('swallowed');
  // Replicated, and its events were lost with the bus.
  const unannounced = await book('unannounced');
  await promoted.ledger.apply({ ...before, command: unannounced, appliedBy: 'consumer' });
  // Captured, announced and answered; the capture was not replicated.
  const captured = await book('captured');
  await promoted.ledger.apply({ ...before, command: captured, appliedBy: 'consumer' });
  await change(aCapture(captured, { key: 'captured', amountMinor: '400', acceptedAt: secondsAgo(80) }), {
    isAnswered: true,
  });
  // Its void was announced, and neither answered nor replicated: it never was. Then something else happens to it.
  const changedAgain = await book('changed again');
  await promoted.ledger.apply({ ...before, command: changedAgain, appliedBy: 'consumer' });
  await readModel.add(changeOf(acceptedEventOf({ command: changedAgain, epoch: 1 }, 'us-east-1')));
  await change(aVoid(changedAgain, { key: 'never', acceptedAt: secondsAgo(80) }), { isAnswered: false });

  await promoted.ledger.openEpoch(2, 'us-east-2');
  const publisher = new CollectingPublisher();
  const { ledger } = promoted;
  const recovered = await recoverToTheEnd({ ledger, journal, publisher }, { epoch: 2, region: 'us-east-2', nowMs });
  expect(recovered).toMatchObject({ inDoubt: 0, setAside: 0 });
  // The relay announces what was applied again.
  await drainOutbox(ledger, new Announcer({ ledger, publisher, region: 'us-east-2' }), {
    ageMsMin: 0,
    announceable: async (entries) => entries,
  });
  const capture = aCapture(changedAgain, { key: 'after', amountMinor: '1000', acceptedAt: secondsAgo(10) });
  const answer = await ledger.change(capture, { epoch: 2, originRegion: 'us-east-2' });
  if (answer.outcome !== 'applied') throw new Error(`the ledger answered ${answer.outcome}`);

  const announced = [...publisher.events.map((event) => ({ event })), ...answer.events];
  for (const event of announced.toReversed()) await readModel.add(changeOf(consumed(event)));
  for (const { paymentId } of [swallowed, unannounced, captured, changedAgain]) {
    const view = await ledger.payment({ paymentId, merchantId: 'acme' });
    expect(view).toBeDefined();
    expect(paymentAsKnown(await readModel.changesOf({ paymentId, merchantId: 'acme' }))).toEqual(
      view && asEventsTell(view),
    );
  }
});
