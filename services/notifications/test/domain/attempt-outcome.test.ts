import { expect, test } from 'vitest';
import { outcomeOfAnswer } from '../../src/domain/attempt-outcome.ts';

const now = new Date('2030-01-31T12:00:00.000Z');

test.each<[number, string]>([
  [199, 'unconfirmed'],
  [200, 'confirmed'],
  [299, 'confirmed'],
  [300, 'unconfirmed'],
  [301, 'unconfirmed'],
  [308, 'unconfirmed'],
  [409, 'unconfirmed'],
  [410, 'gone'],
  [411, 'unconfirmed'],
  [500, 'unconfirmed'],
])('11 C: status %i is %s', (status, kind) => {
  expect(outcomeOfAnswer({ status, now })).toEqual({ kind, text: `status ${status}`, status });
});

test.each<[number, string | undefined, number | undefined]>([
  [429, undefined, 60_000],
  [429, '7', 7_000],
  [429, 'soon', 60_000],
  [503, '120', 120_000],
  [503, undefined, undefined],
  [500, '0', undefined],
  [302, '30', 30_000],
  [503, 'Thu, 31 Jan 2030 12:00:09 GMT', 9_000],
  [503, 'Thu, 31 Jan 2030 11:59:59 GMT', undefined],
  [503, '-1', undefined],
  [503, '1e9', undefined],
  [503, '1.5', undefined],
])('11 C: status %i with Retry-After %s asks to be left alone for %s ms', (status, retryAfter, retryAfterMs) => {
  expect(outcomeOfAnswer({ status, retryAfter, now })).toMatchObject({ kind: 'unconfirmed' });
  const outcome = outcomeOfAnswer({ status, retryAfter, now });
  expect(outcome.kind === 'unconfirmed' && outcome.retryAfterMs).toBe(retryAfterMs);
});

test('11 C: what a confirmation or a 410 says about time means nothing', () => {
  for (const status of [204, 410])
    expect(outcomeOfAnswer({ status, retryAfter: '60', now })).not.toHaveProperty('retryAfterMs');
});
