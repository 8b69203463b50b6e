import { type CreatePayment, commandIdOf, paymentIdOf } from '@redoubt/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal, type JournalEntry } from '../../src/journal/journal.ts';
import { JournalMetaItem } from '../../src/journal/journal-meta-item.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

let dynamo: LocalDynamo;
let meta: JournalMetaItem;
beforeEach(async () => {
  dynamo = await startLocalDynamo();
  meta = new JournalMetaItem(dynamo);
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function anEntry(key: string): JournalEntry {
  const commandId = commandIdOf({ merchantId: 'acme', route: 'POST /validation/v1/payments', idempotencyKey: key });
  const command: CreatePayment = {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId: 'acme',
    amountMinor: '1050',
    currency: 'EUR',
    acceptedAt: '2030-01-31T12:00:30.000Z',
    correlationId: 'journey',
  };
  const response = { status: 202, body: '{}' };
  return { command, fingerprint: 'f'.repeat(64), epoch: 1, region: 'us-east-1', response };
}

test('a new journal has forgotten nothing and holds the first shape', async () => {
  expect(await meta.read()).toEqual({ schema: 1 });
});

test('what is forgotten only grows', async () => {
  await meta.advanceForgotten(new Date('2030-01-31T12:00:00.000Z'));
  await meta.advanceForgotten(new Date('2030-01-31T11:59:59.999Z'));
  expect(await meta.read()).toEqual({ schema: 1, forgottenUpTo: '2030-01-31T12:00:00.000Z' });
  await meta.advanceForgotten(new Date('2030-01-31T12:00:00.001Z'));
  expect(await meta.read()).toMatchObject({ forgottenUpTo: '2030-01-31T12:00:00.001Z' });
});

test('a writer of a newer shape says so before its first record, and once', async () => {
  const newer = new Journal({ ...dynamo, schema: 2 });
  await newer.put(anEntry('one'));
  expect(dynamo.sent.indexOf('UpdateItemCommand')).toBeLessThan(dynamo.sent.indexOf('PutItemCommand'));
  await newer.put(anEntry('two'));
  expect(dynamo.sent.filter((name) => name === 'UpdateItemCommand')).toHaveLength(1);
  await new Journal(dynamo).put(anEntry('three'));
  expect(await meta.read()).toEqual({ schema: 2 });
});

test('a writer that can not say its shape records nothing', async () => {
  dynamo.failNext('UpdateItemCommand');
  const newer = new Journal({ ...dynamo, schema: 2 });
  await expect(newer.put(anEntry('one'))).rejects.toMatchObject({ code: 'journal_unreachable' });
  expect(dynamo.sent).not.toContain('PutItemCommand');
  expect(await newer.put(anEntry('one'))).toEqual({ kind: 'recorded' });
});
