import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import {
  CreatePayment,
  commandIdOf,
  commandKey,
  JournalRecord,
  journalSlotOf,
  paymentIdOf,
  uuidOf,
  type VoidPayment,
} from '@redoubt/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal, type JournalEntry } from '../../src/journal/journal.ts';
import { JournalForgetter } from '../../src/journal/journal-forgetter.ts';
import { JournalReader } from '../../src/journal/journal-reader.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

let dynamo: LocalDynamo;
let journal: Journal;
let reader: JournalReader;
let forgetter: JournalForgetter;

beforeEach(async () => {
  dynamo = await startLocalDynamo();
  journal = new Journal({ table: dynamo.table, client: dynamo.client });
  reader = new JournalReader({ table: dynamo.table, client: dynamo.client });
  forgetter = new JournalForgetter({ table: dynamo.table, client: dynamo.client });
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function anEntry({ key = 'key-1', ...over }: Partial<CreatePayment> & { key?: string } = {}): JournalEntry {
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
    ...over,
  };
  return {
    command,
    fingerprint: 'f'.repeat(64),
    epoch: 1,
    region: 'us-east-1',
    response: { status: 202, body: '{"id":"…"}' },
  };
}

/** The record of a command as it lies in the table. */
async function recorded(commandId: string): Promise<JournalRecord | undefined> {
  const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key: commandKey(commandId) }));
  return Item === undefined || 'forgottenAt' in Item ? undefined : JournalRecord.parse(Item);
}

async function commandsIn(...slots: string[]): Promise<string[]> {
  const findings = await reader.commandsOf(await reader.commandIdsIn(slots));
  return findings.flatMap((found) => (found.kind === 'record' ? found.record.command.commandId : []));
}

describe('putting a command', () => {
  test('records it, readable by its id and under its minute', async () => {
    const entry = anEntry();
    expect(await journal.put(entry)).toEqual({ kind: 'recorded' });
    expect(await recorded(entry.command.commandId)).toMatchObject(entry);
    expect(await commandsIn(journalSlotOf(entry.command))).toEqual([entry.command.commandId]);
  });

  test('again gives what was recorded first', async () => {
    const first = anEntry();
    await journal.put(first);
    const again = await journal.put({ ...anEntry({ acceptedAt: '2030-01-31T12:07:00.000Z' }), region: 'us-east-2' });
    expect(again).toMatchObject({ kind: 'replayed', record: { ...first, slot: journalSlotOf(first.command) } });
  });

  test('again points to it from the minute of the repeat too: the first may lie behind the watermark', async () => {
    const first = anEntry();
    const repeat = anEntry({ acceptedAt: '2030-01-31T12:07:00.000Z' });
    await journal.put(first);
    await journal.put(repeat);
    expect(await commandsIn(journalSlotOf(repeat.command))).toEqual([first.command.commandId]);
  });

  test('under a key that stands for another request is refused and changes nothing', async () => {
    const first = anEntry();
    await journal.put(first);
    expect(await journal.put({ ...anEntry({ amountMinor: '9' }), fingerprint: '0'.repeat(64) })).toEqual({
      kind: 'reused',
    });
    expect((await recorded(first.command.commandId))?.command).toMatchObject({ amountMinor: '1050' });
  });

  test('a hundred times at once records it once', async () => {
    const puts = await Promise.all(Array.from({ length: 100 }, () => journal.put(anEntry())));
    expect(puts.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
    expect(puts.filter(({ kind }) => kind === 'replayed')).toHaveLength(99);
  });

  test('throws when one of its two writes is lost, and a retry finishes the work', async () => {
    const entry = anEntry();
    dynamo.failNext('PutItemCommand');
    await expect(journal.put(entry)).rejects.toMatchObject({ code: 'journal_unreachable' });
    expect((await journal.put(entry)).kind).not.toBe('reused');
    expect(await commandsIn(journalSlotOf(entry.command))).toEqual([entry.command.commandId]);
  });
});

describe('recalling a command', () => {
  const repeat = anEntry({ acceptedAt: '2030-01-31T12:07:00.000Z' }).command;

  test('gives what was recorded, and points to it from the minute of the repeat', async () => {
    const entry = anEntry();
    await journal.put(entry);
    expect(await journal.recall(repeat)).toMatchObject(entry);
    expect(await commandsIn(journalSlotOf(repeat))).toEqual([entry.command.commandId]);
  });

  test('gives nothing for a command that was never recorded or is forgotten, and leaves no pointer', async () => {
    expect(await journal.recall(repeat)).toBeUndefined();
    const entry = anEntry();
    await journal.put(entry);
    const [before, now] = [new Date('2030-01-31T12:01:00.000Z'), new Date('2030-02-03T12:01:00.000Z')];
    await forgetter.forget([journalSlotOf(entry.command)], { before, now });
    expect(await journal.recall(repeat)).toBeUndefined();
    expect(await reader.commandIdsIn([journalSlotOf(repeat)])).toEqual([]);
  });

  test('gives no answer when its pointer can not be written', async () => {
    await journal.put(anEntry());
    dynamo.failNext('PutItemCommand');
    await expect(journal.recall(repeat)).rejects.toMatchObject({ code: 'journal_unreachable' });
  });

  test('answers 503, not 500, about a record that this code can not read', async () => {
    const { commandId } = repeat;
    const Item = { ...commandKey(commandId), command: { type: 'SplitPayment' } };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
    await expect(journal.recall(repeat)).rejects.toMatchObject({ code: 'journal_unreachable' });
    await expect(journal.put(anEntry())).rejects.toMatchObject({ code: 'journal_unreachable' });
  });
});

describe('reading minutes', () => {
  test('gives every command of a slot, however many, in the order of the slots', async () => {
    const entries = Array.from({ length: 230 }, (_, at) => anEntry({ key: `key-${at}` }));
    await Promise.all(entries.map((entry) => journal.put(entry)));
    const slots = [...new Set(entries.map(({ command }) => journalSlotOf(command)))];
    expect((await commandsIn(...slots)).sort()).toEqual(entries.map(({ command }) => command.commandId).sort());
  });

  test('gives all of a record but its answer, and nothing of a command that is forgotten', async () => {
    const { response: _, ...entry } = anEntry();
    const forgotten = anEntry({ key: 'forgotten', acceptedAt: '2030-01-31T11:00:00.000Z' });
    await journal.put(anEntry());
    await journal.put(forgotten);
    const [before, now] = [new Date('2030-01-31T12:00:00.000Z'), new Date('2030-02-03T12:01:00.000Z')];
    await forgetter.forget([journalSlotOf(forgotten.command)], { before, now });
    const { commandId } = entry.command;
    expect(await reader.commandsOf([commandId, forgotten.command.commandId])).toEqual([
      { kind: 'record', record: { ...commandKey(commandId), slot: journalSlotOf(entry.command), ...entry } },
    ]);
  });

  test('skips a pointer without a command: it was never acknowledged', async () => {
    const slot = journalSlotOf(anEntry().command);
    await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: { pk: slot, sk: 'no-such-command' } }));
    expect(await commandsIn(slot)).toEqual([]);
  });

  test('sets a record aside that this code can not read, and gives the others', async () => {
    const entries = Array.from({ length: 3 }, (_, at) => anEntry({ key: `key-${at}` }));
    await Promise.all(entries.map((entry) => journal.put(entry)));
    const Item = { ...commandKey('poison'), command: { type: 'SplitPayment', commandId: 'poison' }, fingerprint: 'f' };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
    const findings = await reader.commandsOf(['poison', ...entries.map(({ command }) => command.commandId)]);
    expect(findings.filter(({ kind }) => kind === 'record')).toHaveLength(3);
    expect(findings.filter(({ kind }) => kind === 'unreadable')).toEqual([
      { kind: 'unreadable', commandId: 'poison', reason: expect.stringContaining('command') },
    ]);
  });

  test('asks again, later each time, for commands that a throttled table left out', async () => {
    const waits: number[] = [];
    const throttled = new JournalReader({
      table: dynamo.table,
      client: dynamo.client,
      clock: { sleep: async (ms) => void waits.push(ms) },
    });
    await journal.put(anEntry());
    dynamo.leaveOutNext(3);
    expect(await throttled.commandsOf([anEntry().command.commandId])).toHaveLength(1);
    expect(waits).toEqual([25, 50, 100]);
  });

  test('throws when the table gives no answer, rather than pass over a slot', async () => {
    dynamo.failNext('QueryCommand');
    await expect(commandsIn('slot#2030-01-31T12:00#0')).rejects.toMatchObject({ code: 'journal_unreachable' });
  });
});

describe('forgetting', () => {
  const now = new Date('2030-02-03T12:01:00.000Z');
  const before = new Date('2030-01-31T12:01:00.000Z');
  const acceptedAt = '2030-01-31T12:00:30.000Z';
  const aChange = (over: Partial<VoidPayment> = {}): JournalEntry => ({
    ...anEntry(),
    command: {
      type: 'VoidPayment',
      commandId: commandIdOf({ merchantId: 'acme', route: 'POST /transactions/v1/voids', idempotencyKey: 'key-1' }),
      paymentId: CreatePayment.parse(anEntry().command).paymentId,
      merchantId: 'acme',
      fingerprint: 'f'.repeat(64),
      acceptedAt,
      correlationId: 'journey',
      ...over,
    },
  });
  const slotsOf = (...entries: readonly JournalEntry[]) => [
    ...new Set(entries.map(({ command }) => journalSlotOf(command))),
  ];

  test('leaves of a payment nothing but its key, which is refused for the same request and for any other', async () => {
    const entry = anEntry();
    await journal.put(entry);
    expect(await forgetter.forget(slotsOf(entry), { before, now })).toBe(1);
    expect(await recorded(entry.command.commandId)).toBeUndefined();
    const { Items } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    expect(Items).toEqual([
      {
        pk: `command#${entry.command.commandId}`,
        sk: 'command',
        fingerprint: entry.fingerprint,
        forgottenAt: '2030-02-03T12:01:00.000Z',
      },
    ]);
    const late = anEntry({ acceptedAt: '2030-02-03T12:05:00.000Z' });
    expect(await journal.put(late)).toEqual({ kind: 'reused' });
    expect(await journal.put({ ...late, fingerprint: 'e'.repeat(64) })).toEqual({ kind: 'reused' });
    // The refused tries left pointers; a recovery finds nothing behind them.
    expect(await commandsIn(journalSlotOf(late.command))).toEqual([]);
  });

  test('leaves nothing of a change: the ledger knows what was done', async () => {
    const change = aChange();
    await journal.put(change);
    expect(await forgetter.forget(slotsOf(change), { before, now })).toBe(1);
    const { Items } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    expect(Items).toEqual([]);
  });

  test('keeps what was accepted at the time, and forgets what was accepted a millisecond earlier', async () => {
    const [at, earlier] = [
      aChange({ acceptedAt: before.toISOString(), commandId: anEntry({ key: 'at' }).command.commandId }),
      aChange({
        acceptedAt: new Date(before.getTime() - 1).toISOString(),
        commandId: anEntry({ key: 'earlier' }).command.commandId,
      }),
    ];
    await journal.put(at);
    await journal.put(earlier);
    expect(await forgetter.forget(slotsOf(at, earlier), { before, now })).toBe(1);
    expect(await recorded(at.command.commandId)).toMatchObject(at);
    expect(await recorded(earlier.command.commandId)).toBeUndefined();
  });

  test('keeps a command that was recorded later than its first pointer says', async () => {
    const late = anEntry({ acceptedAt: '2030-01-31T12:07:00.000Z' });
    const firstSlot = journalSlotOf({ ...late.command, acceptedAt });
    await dynamo.client.send(
      new PutCommand({ TableName: dynamo.table, Item: { pk: firstSlot, sk: late.command.commandId } }),
    );
    await journal.put(late);
    expect(await forgetter.forget([firstSlot], { before, now })).toBe(0);
    expect(await journal.put(late)).toMatchObject({ kind: 'replayed' });
    expect(await commandsIn(journalSlotOf(late.command))).toEqual([late.command.commandId]);
  });

  test('begins again where it was interrupted, and may be repeated', async () => {
    const entries = [anEntry({ key: 'one' }), anEntry({ key: 'two' }), aChange()];
    for (const entry of entries) await journal.put(entry);
    dynamo.failNext('DeleteItemCommand');
    await expect(forgetter.forget(slotsOf(...entries), { before, now })).rejects.toMatchObject({
      code: 'journal_unreachable',
    });
    await forgetter.forget(slotsOf(...entries), { before, now });
    expect(await forgetter.forget(slotsOf(...entries), { before, now })).toBe(0);
    const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }));
    expect(Items.map(({ sk }) => sk)).toEqual(['command', 'command']);
  });

  test('takes away pointers that no command stands behind', async () => {
    const slot = 'slot#2030-01-31T12:00#0';
    for (let at = 0; at < 60; at += 1) {
      await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item: { pk: slot, sk: uuidOf(String(at)) } }));
    }
    await forgetter.forget([slot], { before, now });
    expect((await dynamo.client.send(new ScanCommand({ TableName: dynamo.table }))).Items).toEqual([]);
  });
});
