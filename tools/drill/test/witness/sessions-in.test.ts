import { expect, test } from 'vitest';
import type { BookEntry } from '../../src/witness/book-entry.ts';
import { sessionsIn } from '../../src/witness/sessions-in.ts';

const id = `ses_${'1'.repeat(32)}`;
const request = (number: number, version: number): BookEntry => ({
  ...{ kind: 'request', atMs: number, number, purpose: 'session', idempotencyKey: `k-${number}`, path: '/', body: '' },
  session: { name: 's', version, attributes: { step: String(number) } },
});
const answer = (number: number, status: number, attempt = 1): BookEntry => ({
  ...{ kind: 'answer', atMs: number, number, attempt, status, servedBy: undefined },
  body: JSON.stringify({
    ...{ id, merchant_id: 'acme', user_id: 'payer', attributes: {}, home_region: 'us-east-1', epoch: 1, version: 1 },
    ...{ created_at: '2030-01-31T12:00:00.000Z', expires_at: '2030-01-31T13:00:00.000Z' },
  }),
});
const silence = (number: number): BookEntry => ({ kind: 'silence', atMs: number, number, attempt: 1, reason: 'reset' });
const started = [request(1, 1), answer(1, 201)];
const versions = (entries: readonly BookEntry[]) =>
  sessionsIn(entries).map(({ states }) => states.map((it) => it.version));

test('a session has the state of its last acknowledged change', () => {
  expect(versions([...started, request(2, 2), answer(2, 200)])).toEqual([[2]]);
});

test('a session whose start was not acknowledged counts for nothing', () => {
  expect(sessionsIn([request(1, 1), answer(1, 503)])).toEqual([]);
});

test('after a change without a clear answer both states are allowed', () => {
  expect(versions([...started, request(2, 2), silence(2)])).toEqual([[1, 2]]);
  expect(versions([...started, request(2, 2), answer(2, 503)])).toEqual([[1, 2]]);
  // The first attempt may have made the change: the second then finds another version.
  expect(versions([...started, request(2, 2), silence(2), answer(2, 412, 2)])).toEqual([[1, 2]]);
});

test.each([404, 412])('a change of the only writer that is answered %d at once is wrong', (status) => {
  const [session] = sessionsIn([...started, request(2, 2), answer(2, status)]);
  expect(session?.wrong).toEqual([`the change to version 2 was answered ${status}`]);
});
