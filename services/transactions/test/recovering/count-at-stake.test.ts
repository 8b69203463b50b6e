import { expect, test } from 'vitest';
import { countAtStake } from '../../src/recovering/count-at-stake.ts';
import { aCommand } from '../support/a-command.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';

const nowMs = Date.parse('2036-11-21T10:00:30.000Z');
const at = (ms: number) => new Date(nowMs + ms).toISOString();

function aJournal() {
  const journal = new JournalInMemory();
  journal.accept(
    aCommand({ key: 'before', acceptedAt: at(-60_001) }),
    aCommand({ key: 'just since', acceptedAt: at(-60_000) }),
    aCommand({ key: 'yen', acceptedAt: at(-1), amountMinor: '300', currency: 'JPY' }),
    aCommand({ key: 'more', acceptedAt: at(-1), amountMinor: '5' }),
    aCommand({ key: 'canary', acceptedAt: at(-1), canary: true }),
  );
  return journal;
}

test('13 counts what was accepted since the replica had everything, and its money by currency', async () => {
  expect(await countAtStake(aJournal(), { sinceMs: nowMs - 60_000, nowMs })).toEqual({
    commands: 4,
    payments: 3,
    amountsMinor: { EUR: '1055', JPY: '300' },
    isPartial: false,
  });
});

test('13 counts ten minutes at most, and says that it is more', async () => {
  const journal = aJournal();
  expect(await countAtStake(journal, { sinceMs: nowMs - 600_000, nowMs })).toMatchObject({
    payments: 4,
    isPartial: false,
  });
  expect(await countAtStake(journal, { sinceMs: nowMs - 600_001, nowMs })).toMatchObject({
    payments: 4,
    isPartial: true,
  });
});

test('13 counts nothing where nothing was accepted', async () => {
  const nothing = { commands: 0, payments: 0, amountsMinor: {}, isPartial: false };
  expect(await countAtStake(new JournalInMemory(), { sinceMs: nowMs - 60_000, nowMs })).toEqual(nothing);
});
