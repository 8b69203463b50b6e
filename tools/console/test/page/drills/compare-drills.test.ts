import { expect, test } from 'vitest';
import { compareDrills } from '../../../page/model/drills/compare-drills.ts';
import { aDrillRow } from './a-drill-row.ts';

const differenceOf = (from: number | null, to: number | null) => {
  const [first, second] = [from, to].map((firstPostedMs) => aDrillRow({ figures: { firstPostedMs } }));
  return compareDrills(first ?? aDrillRow(), second ?? aDrillRow()).figures[0]?.difference;
};

test.each([
  [4000, 4000, { tone: 'quiet', text: 'the same' }],
  [4000, 5000, { tone: 'quiet', text: 'alike, +1.0 s' }],
  [4000, 5001, { tone: 'bad', text: '1.0 s slower' }],
  [5000, 4000, { tone: 'quiet', text: 'alike, −1.0 s' }],
  [5000, 3749, { tone: 'good', text: '1.3 s faster' }],
  [40_000, 50_000, { tone: 'quiet', text: 'alike, +10.0 s' }],
  [40_000, 50_001, { tone: 'bad', text: '10.0 s slower' }],
  [4000, null, { tone: 'warn', text: 'not seen any more' }],
  [null, 4000, { tone: 'warn', text: 'not seen before' }],
  [null, null, { tone: 'quiet', text: 'in neither' }],
])('from %s ms to %s ms', (from, to, difference) => {
  expect(differenceOf(from, to)).toEqual(difference);
});

test('figures of either drill are compared, with names for people', () => {
  const stageless = aDrillRow({ figures: { firstPostedMs: 4800 } });
  expect(compareDrills(stageless, aDrillRow()).figures.map(({ name, first }) => [name, first])).toEqual([
    ['first payment booked', '4.8 s'],
    ['noticed and decided', 'not seen'],
    ['stage recover-services', 'not seen'],
  ]);
});

test('two scenarios, and a machine that was busy, are said', () => {
  expect(compareDrills(aDrillRow(), aDrillRow({ busyness: 1 })).cautions).toEqual([]);
  const { cautions } = compareDrills(aDrillRow(), aDrillRow({ scenario: 'partition', busyness: 1.01 }));
  expect(cautions).toEqual([
    'Two scenarios: their times say little about each other.',
    "partition, seed 7, began with a load of 1.0 for each core: its times are the machine's, too.",
  ]);
});
