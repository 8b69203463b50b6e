import { expect, test } from 'vitest';
import { measure } from '../../src/report/measure.ts';
import { objectivesMissed } from '../../src/report/report.ts';
import type { BookEntry } from '../../src/witness/book-entry.ts';
import { lifeRequests } from '../changed-payment.ts';
import { intactPayment } from '../intact-evidence.ts';

const loss = { brokenAtMs: 1000, activeRegion: 'us-east-2', decidedAtMs: 3500 };

/** Payment `number` as the book has it: requested, acknowledged and seen captured, each at its moment. */
function lifeOf(
  number: number,
  at: { requestedMs: number; answeredMs: number; seenMs: number; by: string },
): BookEntry[] {
  const { request, payment } = intactPayment(number);
  return [
    { ...request.request, atMs: at.requestedMs },
    ...request.answers.map((answer) => ({ ...answer, atMs: at.answeredMs, servedBy: at.by })),
    {
      kind: 'sighting',
      atMs: at.seenMs,
      paymentId: payment.paymentId,
      status: 'captured',
      servedBy: at.by.split(';')[0],
    },
  ];
}

const late = lifeOf(1, { requestedMs: 2000, answeredMs: 5000, seenMs: 5400.25, by: 'us-east-2;2' });

test('measures from the kill to the decision, the first acknowledgement and the first booking', () => {
  expect(measure(late, loss)).toEqual({
    ...{ detectedMs: 2500, firstAcceptedMs: 4000, firstPostedMs: 4400.3 },
    firstChangedMs: null,
  });
});

test('a payment requested before the kill counts as accepted and not as posted', () => {
  const early = lifeOf(2, { requestedMs: 900, answeredMs: 4000, seenMs: 4100, by: 'us-east-2;2' });
  expect(measure([...early, ...late], loss)).toMatchObject({ firstAcceptedMs: 3000, firstPostedMs: 4400.3 });
});

test('measures until the first change was done that was requested after the loss', () => {
  /** The change at a place of the life, requested and answered at its moments by the surviving region. */
  const changeAt = (place: number, at: { requestedMs: number; answeredMs: number }): BookEntry[] =>
    lifeRequests
      .slice(place, place + 1)
      .flatMap(({ request, answers }): BookEntry[] => [
        { ...request, atMs: at.requestedMs },
        ...answers.map((answer) => ({ ...answer, atMs: at.answeredMs, servedBy: 'us-east-2;2' })),
      ]);
  const before = changeAt(1, { requestedMs: 999, answeredMs: 5000 });
  const refused = changeAt(2, { requestedMs: 1001, answeredMs: 5500 });
  const done = changeAt(3, { requestedMs: 2000, answeredMs: 6000 });
  expect(measure([...before, ...refused], loss)).toMatchObject({ firstChangedMs: null });
  const repeated = done.map((entry) => (entry.kind === 'request' ? { ...entry, purpose: 'repeat' as const } : entry));
  expect(measure([...before, ...refused, ...repeated], loss)).toMatchObject({ firstChangedMs: null });
  expect(measure([...before, ...refused, ...done], loss)).toMatchObject({ firstChangedMs: 5000 });
});

test('what the lost region answered counts for nothing', () => {
  const other = lifeOf(3, { requestedMs: 1001, answeredMs: 1002, seenMs: 1003, by: 'us-east-1;1' });
  expect(measure(other, loss)).toMatchObject({ firstAcceptedMs: null, firstPostedMs: null });
});

test('an objective is met at its value and missed a tenth of a millisecond above it or when nothing was seen', () => {
  const achieved = {
    detectedMs: 2500,
    firstAcceptedMs: 4000,
    firstPostedMs: 4000,
    firstChangedMs: null,
    moneyStoodStillMs: 0,
    recoveredCommandMs: null,
  };
  const objectives = { detectedMs: 2500, firstAcceptedMs: 3999.9, firstPostedMs: 5000 };
  expect(objectivesMissed(objectives, { ...achieved, firstPostedMs: null })).toEqual([
    'firstAcceptedMs',
    'firstPostedMs',
  ]);
});
