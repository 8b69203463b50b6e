import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ChangeCommand, CreatePayment } from '@redoubt/contracts';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ReadModel } from '../../src/adapters/tables/read-model.ts';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { paymentAsKnown } from '../../src/domain/payment-as-known.ts';
import { changeOf, type PaymentEvent } from '../../src/domain/payment-change.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { asEventsTell, consumed } from '../support/payment-changes.ts';

/*
 * Goal: what the read model says of a payment is what the ledger says of it, whatever became of the order of its events.
 *
 * Method: a real ledger changes payments; the events it records go into the read model in the worst order, twice; then
 * both are asked.
 */
let server: LedgerServer;
let db: LedgerDatabase;
let dynamo: LocalDynamo;
let readModel: ReadModel;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  dynamo = await startLocalDynamo();
  readModel = new ReadModel(dynamo);
});
afterAll(async () => {
  await dynamo[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
/** Each test has keys of its own. */
let made = 0;
const key = (name: string) => `${name}-${made}`;
beforeEach(() => {
  made += 1;
});

const authority = { epoch: 1, originRegion: 'us-east-1' };

/** Books a payment and applies the changes; answers every event of it, oldest first. */
async function eventsOf(command: CreatePayment, changes: readonly ChangeCommand[]): Promise<readonly PaymentEvent[]> {
  const events: PaymentEvent[] = [acceptedEventOf({ command, epoch: 1 }, 'us-east-1')];
  const booked = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  if (booked.outcome !== 'applied') throw new Error(`the ledger answered ${booked.outcome}`);
  events.push(...booked.events.map(consumed));
  for (const change of changes) {
    const answer = await db.ledger.change(change, authority);
    if (answer.outcome !== 'applied') throw new Error(`the ledger answered ${answer.outcome} to ${change.type}`);
    events.push(...answer.events.map(consumed));
  }
  return events;
}

const manual = { capture: 'manual', amountMinor: '1000', reference: 'order 7' } as const;

test.each<[string, Partial<CreatePayment>, (payment: CreatePayment) => readonly ChangeCommand[]]>([
  ['captured at once', {}, () => []],
  ['rejected', { amountMinor: '1000000001' }, () => []],
  ['authorized', manual, () => []],
  ['captured in parts', manual, (payment) => [aCapture(payment, { key: key('capture'), amountMinor: '400' })]],
  [
    'captured in parts and then voided',
    manual,
    (payment) => [aCapture(payment, { key: key('capture'), amountMinor: '400' }), aVoid(payment, { key: key('void') })],
  ],
  ['voided', manual, (payment) => [aVoid(payment, { key: key('void') })]],
  ['given back in part', {}, (payment) => [aRefund(payment, { key: key('part'), amountMinor: '50' })]],
  [
    'given back',
    {},
    (payment) => [
      aRefund(payment, { key: key('part'), amountMinor: '50' }),
      aRefund(payment, { key: key('rest'), amountMinor: '1000' }),
    ],
  ],
])('FO4: a payment that is %s is known as the ledger knows it', async (_, over, changes) => {
  const command = aCommand({ key: key('payment'), ...over });
  const events = await eventsOf(command, changes(command));
  for (const event of [...events.toReversed(), ...events]) await readModel.add(changeOf(event));
  const view = await db.ledger.payment(command);
  expect(view).toBeDefined();
  expect(paymentAsKnown(await readModel.changesOf(command))).toEqual(view && asEventsTell(view));
});

test('every version is kept once, however often it is announced, until 90 days after it came to be', async () => {
  const command = aCommand({ key: key('payment'), customerId: 'customer-7', ...manual });
  const events = await eventsOf(command, [aCapture(command, { key: key('capture'), amountMinor: '1' })]);
  for (const event of [...events, ...events]) await readModel.add(changeOf(event));
  const items = await dynamo.client.send(
    new QueryCommand({
      TableName: dynamo.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `merchant#${command.merchantId}#payment#${command.paymentId}` },
    }),
  );
  expect(items.Items?.map(({ version }) => version)).toEqual([1, 2, 3]);
  const acceptedSeconds = Date.parse(command.acceptedAt) / 1000;
  expect(items.Items?.[0]).toMatchObject({ expiresAt: acceptedSeconds + 90 * 24 * 60 * 60 });
  // Who pays is nobody's question here.
  expect(JSON.stringify(items.Items)).not.toContain('customer-7');
});

test('is complete up to what the one region said last and latest, or the other', async () => {
  expect(await readModel.upTo()).toBeUndefined();
  await readModel.completeUpTo('2026-11-21T10:00:02.000Z', 'us-east-1');
  await readModel.completeUpTo('2026-11-21T10:00:01.000Z', 'us-east-1');
  expect(await readModel.upTo()).toBe('2026-11-21T10:00:02.000Z');
  await readModel.completeUpTo('2026-11-21T10:00:00.000Z', 'us-east-2');
  expect(await readModel.upTo()).toBe('2026-11-21T10:00:02.000Z');
  await readModel.completeUpTo('2026-11-21T10:00:03.000Z', 'us-east-2');
  expect(await readModel.upTo()).toBe('2026-11-21T10:00:03.000Z');
});

test('a table that gives no answer is a fault of the store', async () => {
  const gone = new ReadModel({ ...dynamo, table: 'nowhere' });
  const command = aCommand({ key: key('payment') });
  const [accepted] = await eventsOf(command, []);
  await expect(gone.upTo()).rejects.toMatchObject({ code: 'store_unreachable' });
  await expect(gone.completeUpTo(command.acceptedAt, 'us-east-1')).rejects.toMatchObject({ code: 'store_unreachable' });
  await expect(gone.changesOf(command)).rejects.toMatchObject({ code: 'store_unreachable' });
  await expect(accepted && gone.add(changeOf(accepted))).rejects.toMatchObject({ code: 'store_unreachable' });
});
