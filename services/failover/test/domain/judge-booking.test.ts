import { expect, test } from 'vitest';
import { type BookingAnswer, type BookingJudgement, judgeBooking } from '../../src/domain/judge-booking.ts';

const policy = { unbookedMsMax: 60_000, silenceMsMax: 30_000 };
const beganMs = Date.parse('2030-01-31T12:00:00.000Z');
const at = (seconds: number) => new Date(beganMs + seconds * 1_000).toISOString();

const answers: Readonly<Record<string, BookingAnswer>> = {
  '.': { kind: 'booked', oldestUnbookedMs: 0 },
  o: { kind: 'booked', oldestUnbookedMs: 60_001 },
  x: { kind: 'refused' },
  '-': { kind: 'none' },
  '?': { kind: 'not_asked' },
};

/** Judgements of answers ten seconds apart, one for each sign. */
function judged(signs: string): readonly BookingJudgement[] {
  let before: BookingJudgement | undefined;
  return [...signs].map((sign, index) => {
    before = judgeBooking(before, answers[sign] as BookingAnswer, { ...policy, nowMs: beganMs + index * 10_000 });
    return before;
  });
}

test.each<[string, string, string]>([
  ['a booking is good', '.', 'good'],
  ['a refusal is failing at once', '.x', 'good failing'],
  ['no answer is busy, and failing when it lasts', '.----', 'good busy busy busy failing'],
  [
    'one booking in thirty seconds is enough of a busy region',
    '.---.---.',
    'good busy busy busy good busy busy busy good',
  ],
  ['a region that never answered is busy first', '-----', 'busy busy busy busy failing'],
  ['no answer takes no refusal back, a booking does', '.x-.-', 'good failing failing good busy'],
  ['commands that wait too long are failing', '.o.', 'good failing good'],
  [
    'while nobody is asked nothing is known, and silence begins anew',
    '.---?---',
    'good busy busy busy unknown busy busy busy',
  ],
])('%s', (_, signs, statuses) => {
  expect(
    judged(signs)
      .map(({ booking }) => booking.status)
      .join(' '),
  ).toBe(statuses);
});

test('a status has its first moment', () => {
  expect(judged('.xx.').map(({ booking }) => booking.since)).toEqual([at(0), at(10), at(10), at(30)]);
});

test.each([
  [60_000, 'good'],
  [60_001, 'failing'],
])('a command that waits for %s ms is %s', (oldestUnbookedMs, status) => {
  const { booking } = judgeBooking(undefined, { kind: 'booked', oldestUnbookedMs }, { ...policy, nowMs: beganMs });
  expect(booking).toEqual({ status, since: at(0), oldestUnbookedMs });
});
