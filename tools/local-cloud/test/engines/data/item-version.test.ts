import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNewer, VersionClock } from '../../../src/engines/dynamodb/item-version.ts';

const version = fc.record({ at: fc.integer({ min: 0, max: 3 }), region: fc.constantFrom('us-east-1', 'us-east-2') });

test('of two different versions exactly one is newer, so replicas agree whatever order they arrive in', () => {
  fc.assert(
    fc.property(version, version, (left, right) => {
      const isSame = left.at === right.at && left.region === right.region;
      expect(Number(isNewer(left, right)) + Number(isNewer(right, left))).toBe(isSame ? 0 : 1);
    }),
  );
});

test('a version is newer than none', () => {
  expect(isNewer({ at: 0, region: 'us-east-1' }, undefined)).toBe(true);
});

test('a stamp is newer than what it replaces and than all earlier ones, also when the clock stands or goes back', () => {
  const times = [1_000, 1_000, 500];
  const clock = new VersionClock('us-east-1', () => times.shift() ?? 0);
  const first = clock.next(undefined);
  const second = clock.next(undefined);
  const third = clock.next({ at: 9_000_000, region: 'us-east-2' });
  expect(first).toEqual({ at: 1_000_000, region: 'us-east-1' });
  expect(isNewer(second, first)).toBe(true);
  expect(third.at).toBe(9_000_001);
});
