import { expect, test } from 'vitest';
import { standstillMs, standstillsOf, usualPauseMs } from '../../src/report/standstill.ts';
import type { BookEntry } from '../../src/witness/book-entry.ts';

const sighting = (atMs: number, status = 'captured'): BookEntry => ({
  kind: 'sighting',
  atMs,
  paymentId: 'pay_1',
  status,
  servedBy: undefined,
});
const load = { fromMs: 1000, toMs: 9000 };

test('a pause between bookings is a standstill when it is longer than usual', () => {
  const usual = [1000 + usualPauseMs, 1000 + 2 * usualPauseMs].map((atMs) => sighting(atMs));
  const toMs = 1000 + 3 * usualPauseMs;
  expect(standstillsOf(usual, { fromMs: 1000, toMs })).toEqual([]);
  expect(standstillsOf(usual, { fromMs: 1000, toMs: toMs + 1 })).toEqual([
    { fromMs: 1000 + 2 * usualPauseMs, toMs: toMs + 1 },
  ]);
});

test('standstills reach from the begin of the load to its end, and add up', () => {
  const standstills = standstillsOf([sighting(3000), sighting(4000), sighting(9500)], load);
  expect(standstills).toEqual([
    { fromMs: 1000, toMs: 3000 },
    { fromMs: 4000, toMs: 9000 },
  ]);
  expect(standstillMs(standstills)).toBe(7000);
});

test('a payment that is rejected, and an answer to anything but a change or a payment that is processed, move no money', () => {
  const answer = { kind: 'answer', attempt: 1, status: 201, servedBy: undefined, body: '' } as const;
  const request = { kind: 'request', atMs: 0, idempotencyKey: 'k', path: '/', body: '' } as const;
  const entries: BookEntry[] = [
    { ...request, number: 1, purpose: 'change' },
    { ...request, number: 2, purpose: 'session' },
    sighting(2000, 'rejected'),
    { ...answer, number: 2, atMs: 3000 },
    { ...answer, number: 1, atMs: 6000 },
    { ...request, number: 3, purpose: 'process' },
    { ...answer, number: 3, atMs: 7000 },
    { ...answer, number: 3, atMs: 8000, status: 200 },
  ];
  expect(standstillsOf(entries, load)).toEqual([
    { fromMs: 1000, toMs: 6000 },
    { fromMs: 6000, toMs: 8000 },
  ]);
});
