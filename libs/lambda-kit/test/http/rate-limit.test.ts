import { expect, test } from 'vitest';
import { rateLimitHeaders } from '../../src/http/rate-limit.ts';

const shape = { requestsPerSecond: 100, windowSeconds: 5 };

test('an answer says the limit and how much is left', () => {
  expect(rateLimitHeaders({ kind: 'granted', methods: 'read', shape, remaining: 42 })).toEqual({
    'RateLimit-Policy': '"read";q=500;w=5',
    RateLimit: '"read";r=42',
  });
});

test.each([
  [1, '1'],
  [1_000, '1'],
  [1_001, '2'],
])('a refusal of %i ms says to come again in whole seconds: %s', (waitMs, seconds) => {
  expect(rateLimitHeaders({ kind: 'spent', methods: 'write', shape, waitMs })).toEqual({
    'RateLimit-Policy': '"write";q=500;w=5',
    RateLimit: `"write";r=0;t=${seconds}`,
    'Retry-After': seconds,
  });
});

test('who is not counted is told no limit', () => {
  expect([rateLimitHeaders(undefined), rateLimitHeaders({ kind: 'unknown' })]).toEqual([{}, {}]);
});
