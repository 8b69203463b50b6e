import { expect, test } from 'vitest';
import { ageText, clockText, countText, isStale, rateText, spanText } from '../../page/model/ages.ts';
import { minorOf } from '../../page/model/minor-of.ts';

test.each([
  [-5, '0 ms'],
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 0 s'],
  [250_000, '4 min 10 s'],
  [3_600_000, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
])('%s ms are %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});

const at = '2030-01-01T00:00:00.000Z';
const after = (ms: number) => Date.parse(at) + ms;

test('ages move in steps', () => {
  expect(ageText(at, after(0))).toBe('now');
  expect(ageText(at, after(1499))).toBe('now');
  expect(ageText(at, after(1500))).toBe('2 s ago');
  expect(ageText(at, after(59_999))).toBe('60 s ago');
  expect(ageText(at, after(60_000))).toBe('1 min ago');
  expect(ageText(at, after(3_600_000))).toBe('1 h ago');
  expect(ageText(at, after(172_799_999))).toBe('48 h ago');
  expect(ageText(at, after(172_800_000))).toBe('2 days ago');
});

test('a figure is stale after four seconds', () => {
  expect(isStale(at, after(4000))).toBe(false);
  expect(isStale(at, after(4001))).toBe(true);
});

test('times of day, rates and counts', () => {
  expect(clockText(at)).toBe('00:00:00.000');
  expect([rateText(0), rateText(0.4), rateText(9.96), rateText(12.3)]).toEqual(['0', '0.4', '10.0', '12']);
  expect([countText(0, 'fault'), countText(1, 'fault'), countText(2, 'fault')]).toEqual([
    '0 faults',
    '1 fault',
    '2 faults',
  ]);
});

test.each([
  ['10.50', '1050'],
  ['10,5', '1050'],
  ['10', '1000'],
  ['0.01', '1'],
  [' 7.00 ', '700'],
  ['999999999.99', '99999999999'],
])('%s EUR are %s cents', (text, minor) => {
  expect(minorOf(text)).toBe(minor);
});

test.each(['', '0', '0.00', '-1', '1.234', '1e3', '1.', 'ten', '1000000000'])('%s is no amount', (text) => {
  expect(minorOf(text)).toBeUndefined();
});
