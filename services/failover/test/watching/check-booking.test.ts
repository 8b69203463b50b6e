import type { BookResult, RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { checkBooking } from '../../src/watching/check-booking.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState, readyGrounds } from '../support/fakes.ts';

const now = '2030-01-31T12:00:00.000Z';

function check(book: () => Promise<BookResult>, over: { state?: Partial<RegionState>; since?: string } = {}) {
  const { hooks } = readyGrounds().contract;
  const before = { status: 'failing', since: over.since ?? '2030-01-31T11:00:00.000Z', oldestUnbookedMs: 7 } as const;
  return checkBooking(
    { region: 'us-east-1', contract: { hooks, book }, clock: new FakeClock(), unbookedMsMax: 10_000 },
    aRegionState(over.state),
    before,
  );
}

const booked = (oldestUnbookedMs: number) => async () => ({ service: 'transactions', bookedAt: now, oldestUnbookedMs });

test('booking is good from the moment that money was booked', async () => {
  expect(await check(booked(0))).toEqual({ status: 'good', since: now, oldestUnbookedMs: 0 });
});

test('booking keeps failing since the first failure', async () => {
  const since = '2030-01-31T11:59:00.000Z';
  const result = await check(() => Promise.reject(new Error('TimeoutError')), { since });
  expect(result).toEqual({ status: 'failing', since, oldestUnbookedMs: 7 });
});

test.each<[number, string]>([
  [10_000, 'good'],
  [10_001, 'failing'],
])('with a command of %s ms that is not booked it is %s', async (ageMs, status) => {
  expect(await check(booked(ageMs))).toMatchObject({ status, oldestUnbookedMs: ageMs });
});

test.each<[RegionState['stage'], string]>([
  ['fenced', 'unknown'],
  ['promoting', 'unknown'],
  ['promoted', 'failing'],
  ['opened', 'good'],
])('in a takeover that is %s, booking is %s', async (stage, status) => {
  expect(await check(booked(0), { state: { mode: 'recovering', stage } })).toMatchObject({ status });
});
