import { expect, test } from 'vitest';
import { judgeClauses } from '../../src/clauses/catalog.ts';
import { niceMax, ticksOf, xOf } from '../../src/page/chart/scale.ts';
import { type Attempt, attemptsIn, quantile, secondsOf } from '../../src/page/facts/attempts.ts';
import { broughtBack } from '../../src/page/facts/brought-back.ts';
import { movedMoney } from '../../src/page/facts/moved-money.ts';
import type { BookEntry } from '../../src/witness/book-entry.ts';
import { aDrill } from '../evidence-folder/a-drill.ts';

const drill = aDrill();

test.each<[number, string]>([
  [202, 'taken'],
  [299, 'taken'],
  [400, 'refused'],
  [428, 'refused'],
  [429, 'failed'],
  [499, 'refused'],
  [500, 'failed'],
])('an answer of %i is %s', (status, outcome) => {
  const entries: readonly BookEntry[] = [
    { kind: 'attempt', atMs: 10, number: 1, attempt: 1, address: '127.0.0.11' },
    { kind: 'answer', atMs: 35, number: 1, attempt: 1, status, servedBy: 'us-east-1;1', body: '' },
  ];
  expect(attemptsIn(entries)).toEqual([{ sentMs: 10, endedMs: 35, outcome, region: 'us-east-1' }]);
});

test('an attempt without an answer is silent, and one whose sending is unknown took no time', () => {
  const silence: BookEntry = { kind: 'silence', atMs: 9, number: 1, attempt: 2, reason: 'reset' };
  expect(attemptsIn([silence])).toEqual([{ sentMs: 9, endedMs: 9, outcome: 'silent', region: undefined }]);
});

test('attempts count in the second in which they end', () => {
  const ending = (endedMs: number): Attempt => ({ sentMs: 0, endedMs, outcome: 'taken', region: undefined });
  const seconds = secondsOf([ending(1000), ending(1999), ending(2000)], { fromMs: 1000, toMs: 3000 });
  expect(seconds.map(({ fromMs, taken }) => [fromMs, taken])).toEqual([
    [1000, 2],
    [2000, 1],
  ]);
});

test.each([
  [0.5, 2],
  [0.51, 3],
  [1, 4],
  [0, 1],
])('the quantile %d of four values is the value %d', (part, value) => {
  expect(quantile([4, 1, 3, 2], part)).toBe(value);
});

test('of no values there is no quantile', () => {
  expect(quantile([], 0.5)).toBeUndefined();
});

test('money is lost by the database, brought back, and the same at the end as without the loss', () => {
  const [money] = movedMoney(drill.histories.evidence);
  const all = drill.histories.evidence.ledger.operations.reduce((sum, it) => sum + BigInt(it.amountMinor ?? 0), 0n);
  // The third payment, of 300 cents, was lost and came back.
  expect(money).toEqual({
    currency: 'EUR',
    beforeMinor: all,
    lostMinor: 300n,
    broughtBackMinor: 300n,
    atEndMinor: all,
  });
});

test('a command counts as missing from its answer to its booking by the recovery', () => {
  const found = broughtBack(drill.histories, drill.report.startedAt);
  expect(found).toEqual([{ answeredMs: 35, bookedMs: 2500 }]);
});

test('the time axis counts from the fault, in few whole steps', () => {
  const span = { fromMs: 2000, toMs: 32_000, zeroMs: 7000 };
  expect(ticksOf(span).map(({ label }) => label)).toEqual(['−5', '0', '5', '10', '15', '20', '25']);
  expect(xOf(span, 2000)).toBeLessThan(xOf(span, 7000));
  expect(xOf(span, 0)).toBe(xOf(span, 2000));
  expect(xOf(span, 99_000)).toBe(xOf(span, 32_000));
});

test.each([
  [0, 1],
  [1, 1],
  [1.1, 2],
  [73, 100],
  [100, 100],
  [101, 200],
])('an axis for values up to %d ends at %d', (value, end) => {
  expect(niceMax(value)).toBe(end);
});

test('clauses that a drill says nothing about are not tested, and switchovers only where there was one', () => {
  const coverageOf = (report = drill.report) => new Map(judgeClauses(report).map(({ id, coverage }) => [id, coverage]));
  const switched = coverageOf();
  for (const id of ['DORA Art. 12(3)', 'DORA Art. 24(1)', 'DORA Art. 26(1), (2)', 'PCI DSS 4.0.1, 12.10.2']) {
    expect([id, switched.get(id)]).toEqual([id, 'not tested']);
  }
  expect(switched.get('RTS 2024/1774 Art. 25(2)(c)')).toBe('in part');
  const stayed = coverageOf({ ...drill.report, states: drill.report.states.slice(0, 1) });
  expect(stayed.get('RTS 2024/1774 Art. 25(2)(c)')).toBe('not tested');
  const broken = coverageOf({ ...drill.report, verdict: { ...drill.report.verdict, pass: false } });
  expect([switched.get('DORA Art. 12(7)'), broken.get('DORA Art. 12(7)')]).toEqual(['shown', 'in part']);
});

test('every clause says where its text was read', () => {
  expect(judgeClauses(drill.report).filter(({ source }) => !/https?:|Logweir/.test(source))).toEqual([]);
});
