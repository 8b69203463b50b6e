import { journalSlotMs } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import { beforeEach, expect, test } from 'vitest';
import { JournalMinutes } from '../../src/recovering/journal-minutes.ts';
import { aCapture } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';

const minuteMs = Date.parse('2036-11-21T10:00:00.000Z');
const nextMs = minuteMs + journalSlotMs;

let journal: JournalInMemory;
/** Ids that the ledger was asked for. */
let asked: string[];
/** Ids that the ledger has. */
let booked: Set<string>;
beforeEach(() => {
  journal = new JournalInMemory();
  asked = [];
  booked = new Set();
});

const ledger = {
  missingOf: async (commandIds: readonly string[]) => {
    asked.push(...commandIds);
    return commandIds.filter((id) => !booked.has(id));
  },
};

const payment = (key: string, acceptedMs: number) => aCommand({ key, acceptedAt: new Date(acceptedMs).toISOString() });

function capture(key: string, acceptedMs: number, version = 3) {
  const command = aCapture(payment(key, acceptedMs), { key, acceptedAt: new Date(acceptedMs).toISOString() });
  journal.answer(command, {
    outcome: 'applied',
    paymentId: command.paymentId,
    merchantId: command.merchantId,
    currency: 'EUR',
    version,
    recordedAt: command.acceptedAt,
    operation: 'capture',
    status: 'captured',
    amountMinor: '1050',
    feeMinor: '14',
  });
  return command;
}

const idsOf = (records: readonly { readonly command: { readonly commandId: string } }[]) =>
  records.map(({ command }) => command.commandId);

test('a minute is what the ledger lacks of it, oldest first', async () => {
  const [late, early, kept] = [payment('late', minuteMs + 9), payment('early', minuteMs), payment('kept', minuteMs)];
  const change = capture('changed', minuteMs);
  journal.accept(late, early, kept, payment('of the next', nextMs));
  booked.add(kept.commandId);
  await using minutes = new JournalMinutes({ journal, ledger });
  const { examined, payments, changes, settings, unreadable } = await minutes.read(minuteMs);
  expect(examined).toBe(4);
  expect(idsOf(payments)).toEqual([early.commandId, late.commandId]);
  expect(idsOf(changes)).toEqual([change.commandId]);
  expect([settings, unreadable]).toEqual([[], []]);
});

test('its changes are there for their own step without a second look at the journal', async () => {
  const change = capture('changed', minuteMs);
  await using minutes = new JournalMinutes({ journal, ledger });
  await minutes.read(minuteMs);
  journal.isUnreachable = true;
  expect(idsOf(await minutes.changesOf(minuteMs))).toEqual([change.commandId]);
  expect(asked).toEqual([change.commandId]);
});

test('another page, which has not read the minute, reads it for its changes', async () => {
  const change = capture('changed', minuteMs);
  await using minutes = new JournalMinutes({ journal, ledger });
  expect(idsOf(await minutes.changesOf(minuteMs))).toEqual([change.commandId]);
});

test('5,000 changes are kept; a minute that would make them more is read again', async () => {
  const count = 5_000;
  for (let at = 0; at < count; at++) capture(`kept-${at}`, minuteMs);
  const over = capture('over', nextMs);
  await using minutes = new JournalMinutes({ journal, ledger });
  await minutes.read(minuteMs);
  await minutes.read(nextMs);
  asked = [];
  expect(await minutes.changesOf(minuteMs)).toHaveLength(count);
  expect(asked).toEqual([]);
  expect(idsOf(await minutes.changesOf(nextMs))).toEqual([over.commandId]);
  expect(asked).toEqual([over.commandId]);
});

test('a minute that was read ahead is not read again, and one alone is read ahead', async () => {
  const ahead = payment('ahead', nextMs);
  journal.accept(ahead, payment('later', nextMs + journalSlotMs));
  await using minutes = new JournalMinutes({ journal, ledger });
  minutes.readAhead(nextMs);
  minutes.readAhead(nextMs + journalSlotMs);
  expect(idsOf((await minutes.read(nextMs)).payments)).toEqual([ahead.commandId]);
  expect(asked).toEqual([ahead.commandId]);
});

test('a fault of reading ahead is for whoever asks for that minute, and for nobody else', async () => {
  journal.accept(payment('now', minuteMs));
  await using minutes = new JournalMinutes({ journal, ledger });
  journal.isUnreachable = true;
  minutes.readAhead(nextMs);
  await expect(minutes.read(minuteMs)).rejects.toBeInstanceOf(FaultError);
  journal.isUnreachable = false;
  expect((await minutes.read(minuteMs)).examined).toBe(1);
  await expect(minutes.read(nextMs)).rejects.toMatchObject({ code: 'journal_unreachable' });
  expect((await minutes.read(nextMs)).examined).toBe(0);
});

test('a page ends when what it has read ahead has ended', async () => {
  const { promise: answer, resolve: give } = Promise.withResolvers<readonly string[]>();
  const slow = { missingOf: () => answer };
  journal.accept(payment('ahead', nextMs));
  const minutes = new JournalMinutes({ journal, ledger: slow });
  minutes.readAhead(nextMs);
  let hasEnded = false;
  const end = minutes[Symbol.asyncDispose]().then(() => {
    hasEnded = true;
  });
  await journal.commandIdsIn([]);
  expect(hasEnded).toBe(false);
  give([]);
  await end;
});
