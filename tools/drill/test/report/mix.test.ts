import { expect, test } from 'vitest';
import { declined } from '../../src/load/bad-requests.ts';
import { describeMix, mixOf } from '../../src/report/mix.ts';
import { aSoundLife } from '../changed-payment.ts';
import { intactPayment } from '../intact-evidence.ts';

const { requests } = aSoundLife();
const { request } = intactPayment(9);
const { intent: _, ...plain } = request.request;

test('counts what the load was made of and what became of it, each key once', () => {
  const mix = mixOf([
    ...requests,
    ...requests.map((it) => ({ ...it, request: { ...it.request, purpose: 'repeat' as const } })),
    { ...request, request: { ...plain, purpose: 'bad', defect: declined } },
    { ...request, request: { ...plain, purpose: 'bad', defect: 'amount_zero' } },
    { ...request, request: { ...plain, purpose: 'reuse' } },
  ]);
  expect(mix).toEqual({
    payments: { automatic: 3, processed: 0, manual: 1, acknowledged: 4 },
    captures: { asked: 3, done: 2, refused: 1 },
    voids: { asked: 0, done: 0, refused: 0 },
    refunds: { asked: 1, done: 1, refused: 0 },
    approvals: { asked: 0, done: 0, refused: 0 },
    rejections: { asked: 0, done: 0, refused: 0 },
    disputes: { asked: 0, done: 0, refused: 0 },
    decisions: { asked: 0, done: 0, refused: 0 },
    repeats: 8,
    reuses: 1,
    declined: 1,
    bad: 1,
  });
  expect(describeMix(mix)).toContain('3 captures (2 done, 1 refused)');
});

test('a change without an answer is neither done nor refused', () => {
  const unanswered = requests.map((it) => (it.request.change === undefined ? it : { ...it, answers: [] }));
  expect(mixOf(unanswered)).toMatchObject({ captures: { asked: 3, done: 0, refused: 0 } });
});
