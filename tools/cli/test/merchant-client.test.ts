import { NoAnswer, RedoubtProblem } from '@redoubt/client';
import { expect, test } from 'vitest';
import { explained, merchantClient } from '../src/payments/merchant-client.ts';

const aProblem = (code: string, status: number, retryable: boolean): RedoubtProblem =>
  new RedoubtProblem({ code, status, title: 'a problem', retryable }, 'k');

const cloud = { publicApi: 'http://api.dev.redoubt.example', fetch: () => Promise.reject(new Error('nobody')) };

test('text that is no key is refused before anything is sent', () => {
  expect(() => merchantClient(cloud, { accessKey: 'nonsense' })).toThrow('REDOUBT_KEY holds no access key');
});

test.each([
  ['nobody answered', new NoAnswer({ tries: 3, idempotencyKey: 'k', cause: new Error('nobody') }), 'no_answer'],
  ['it was put off', aProblem('region_not_active', 503, true), 'no_answer'],
  ['it was refused', aProblem('payment_refused', 422, false), 'payment_refused'],
])('when %s, the explanation says so', (_, error, code) => {
  expect(explained(error)).toMatchObject({ explanation: { code } });
});

test('any other error stays itself', () => {
  const error = new Error('the disk is full');
  expect(explained(error)).toBe(error);
});
