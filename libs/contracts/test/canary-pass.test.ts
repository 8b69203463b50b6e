import { expect, test } from 'vitest';
import { canaryPassOf, containsCardNumber, isCanaryPass } from '../src/index.ts';

const now = new Date('2030-01-31T12:00:00.000Z');
const canary = { secret: 'shared-key', subject: 'canary-us-east-2-1', now };
const pass = canaryPassOf(canary);
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

test('a pass lets in the request that it was made for', () => {
  expect(isCanaryPass(pass, canary)).toBe(true);
});

test.each([
  [-61, false],
  [-60, true],
  [60, true],
  [61, false],
])('a pass that is %i s old is good: %s', (seconds, isGood) => {
  expect(isCanaryPass(pass, { ...canary, now: after(seconds) })).toBe(isGood);
});

test.each([
  ['another key', pass, { ...canary, subject: 'canary-us-east-2-2' }],
  ['another secret', pass, { ...canary, secret: 'guessed' }],
  ['another time', canaryPassOf({ ...canary, now: after(1) }).replace(/_.*_/, pass.match(/_.*_/)?.[0] ?? ''), canary],
  ['no pass', '', canary],
  ['a shortened pass', pass.slice(0, -1), canary],
  ['a lengthened pass', `${pass}A`, canary],
])('%s lets nobody in', (_, given, request) => {
  expect(isCanaryPass(given, request)).toBe(false);
});

test('no pass looks like a card number', () => {
  for (let second = 0; second < 2_000; second += 1) {
    expect(containsCardNumber(canaryPassOf({ ...canary, now: after(second) }))).toBe(false);
  }
});
