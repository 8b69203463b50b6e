import { type ProblemCode, problemOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/evidence.ts';
import type { Rule } from '../../src/verdict/finding.ts';
import { judge } from '../../src/verdict/judge.ts';
import type { RequestEntry } from '../../src/witness/book-entry.ts';
import { intactEvidence, intactPayment } from '../intact-evidence.ts';

const { request: sound } = intactPayment(9);
const { intent: _, ...plain } = sound.request;

/** A request that was answered so, one attempt after the other. */
function answered(
  request: Partial<RequestEntry>,
  ...codes: readonly (ProblemCode | 'accepted')[]
): Evidence['requests'][number] {
  const answers = codes.flatMap((code) =>
    sound.answers.map((answer) => {
      if (code === 'accepted') return { ...answer, number: 9 };
      const problem = problemOf(code);
      return { ...answer, number: 9, status: problem.status, body: JSON.stringify(problem) };
    }),
  );
  return { request: { ...plain, number: 9, ...request }, answers };
}

const stranger = (defect: string, ...codes: readonly (ProblemCode | 'accepted')[]) =>
  answered({ purpose: 'bad', defect }, ...codes);

const judged = (request: Evidence['requests'][number]) =>
  judge(intactEvidence({ requests: [...intactEvidence().requests, request] }));

test.each<readonly [string, ProblemCode]>([
  ['access_key_missing', 'access_key_invalid'],
  ['access_key_made_up', 'access_key_invalid'],
  ['access_key_revoked', 'access_key_invalid'],
  ['access_key_of_a_reader', 'access_denied'],
  ['access_key_of_another', 'merchant_mismatch'],
  ['merchant_foreign', 'merchant_mismatch'],
  ['operation_of_operators', 'access_denied'],
  ['payment_of_another', 'not_found'],
])('passes a stranger with %s who is refused with %s, also after "later"', (defect, code) => {
  expect(judged(stranger(defect, code))).toMatchObject({ pass: true, strangersRefused: 1 });
  expect(judged(stranger(defect, 'region_not_active', 'too_many_requests', code))).toMatchObject({ pass: true });
});

test.each<readonly [string, Evidence['requests'][number], readonly Rule[]]>([
  [
    'a revoked key that still pays',
    stranger('access_key_revoked', 'accepted'),
    ['bad_request_accepted', 'refusal_wrong'],
  ],
  [
    'a stranger who is told that a payment is there',
    stranger('payment_of_another', 'access_denied'),
    ['refusal_wrong'],
  ],
  ['an unknown key that is told from none', stranger('access_key_made_up', 'access_denied'), ['refusal_wrong']],
  ['a good key that is refused', answered({ purpose: 'session' }, 'access_key_invalid'), ['access_refused']],
  ['an operator who is refused', answered({ purpose: 'reuse' }, 'access_denied'), ['access_refused']],
])('finds %s', (_, request, rules) => {
  const { pass, findings } = judged(request);
  expect(pass).toBe(false);
  expect(findings.map(({ rule }) => rule)).toEqual(rules);
});

test('a bad request of somebody who may come in is no stranger', () => {
  expect(judged(stranger('amount_zero', 'malformed_request'))).toMatchObject({ pass: true, strangersRefused: 0 });
});

test('a stranger who never got a clear answer proves nothing', () => {
  expect(judged(stranger('access_key_revoked', 'region_not_active'))).toMatchObject({
    pass: true,
    strangersRefused: 0,
  });
});
