import { expect, test } from 'vitest';
import { problemAnswer } from '../../src/http/problem-answer.ts';
import { recordedAnswer } from '../../src/http/recorded-answer.ts';

test('a recorded answer goes out byte for byte, and a repeat says that it is one', () => {
  const recorded = { status: 201, body: '{"b":1, "a":2}' };
  expect(recordedAnswer(recorded, { isReplay: false })).toEqual({ status: 201, text: recorded.body, headers: {} });
  expect(recordedAnswer(recorded, { isReplay: true, headers: { ETag: '"2"' } }).headers).toEqual({
    ETag: '"2"',
    'Idempotency-Replayed': 'true',
  });
});

test.each([
  [399, undefined],
  [400, 'application/problem+json'],
])('a recorded answer of status %i has the content type %s', (status, contentType) => {
  const { headers } = recordedAnswer({ status, body: '{}' }, { isReplay: false });
  expect(headers?.['Content-Type']).toBe(contentType);
});

test.each([
  ['too_many_requests', '1'],
  ['store_unreachable', '1'],
  ['conflict', '1'],
  ['payment_not_booked_yet', '1'],
  ['operation_not_allowed', undefined],
  ['malformed_request', undefined],
] as const)('%s is answered with Retry-After %s', (code, retryAfter) => {
  expect(problemAnswer(code, {}).headers?.['Retry-After']).toBe(retryAfter);
});

test('headers of the caller win over those of the problem', () => {
  expect(problemAnswer('not_found', {}, { 'Retry-After': '1' }).headers).toEqual({
    'Content-Type': 'application/problem+json',
    'Retry-After': '1',
  });
});
