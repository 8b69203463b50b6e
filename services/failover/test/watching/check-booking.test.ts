import type { BookResult, RegionState } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { checkBooking } from '../../src/watching/check-booking.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState, contractOf } from '../support/fakes.ts';

const now = '2030-01-31T12:00:00.000Z';
const booked = { outcome: 'booked', service: 'transactions', bookedAt: now, oldestUnbookedMs: 3 } as const;
const refused = { outcome: 'refused', service: 'transactions', reason: 'no writer' } as const;

/** Status after the services have answered; an error is an answer that did not come. */
async function statusAfter(answers: readonly (BookResult | Error)[], state: Partial<RegionState> = {}) {
  const names = answers.map((_, index) => `service-${index}`);
  const contract = {
    hooks: contractOf(names).hooks,
    book: async ({ service }: { readonly service: string }) => {
      const answer = answers[names.indexOf(service)];
      if (answer instanceof Error || answer === undefined) throw answer;
      return answer;
    },
  };
  const bookingPolicy = { unbookedMsMax: 60_000, silenceMsMax: 30_000 };
  const checking = { region: 'us-east-1', contract, clock: new FakeClock(), bookingPolicy };
  return (await checkBooking(checking, aRegionState(state), undefined)).booking.status;
}

test.each<[string, readonly (BookResult | Error)[], string]>([
  ['all have booked', [booked, booked], 'good'],
  ['one gives no answer', [booked, new Error('TimeoutError')], 'busy'],
  ['one refuses, and another gives no answer', [new Error('TooManyRequestsException'), refused, booked], 'failing'],
  ['there is nobody to ask', [], 'unknown'],
])('when %s, booking is known to be so', async (_, answers, status) => {
  expect(await statusAfter(answers)).toBe(status);
});

test('hooks that can not be listed are no refusal', async () => {
  const contract = { hooks: () => Promise.reject(new Error('TimeoutError')), book: async () => booked };
  const bookingPolicy = { unbookedMsMax: 60_000, silenceMsMax: 30_000 };
  const checking = { region: 'us-east-1', contract, clock: new FakeClock(), bookingPolicy };
  expect(await checkBooking(checking, aRegionState(), undefined)).toMatchObject({ booking: { status: 'busy' } });
});

const worker = (until: string) => ({ worker: { execution: 'x', until, attempt: 1 } });

test.each<[string, Partial<RegionState>, string]>([
  ['fenced', { stage: 'fenced' }, 'unknown'],
  ['promoting', { stage: 'promoting' }, 'unknown'],
  ['promoted, and somebody opens it', { stage: 'promoted', ...worker('2030-01-31T12:00:00.001Z') }, 'unknown'],
  ['promoted, and nobody has opened it', { stage: 'promoted', ...worker(now) }, 'failing'],
  ['promoted, and nobody ever worked on it', { stage: 'promoted' }, 'failing'],
  ['opened', { stage: 'opened' }, 'good'],
])('in a takeover that is %s booking is known to be so', async (_, state, status) => {
  expect(await statusAfter([booked], { mode: 'recovering', ...state })).toBe(status);
});
