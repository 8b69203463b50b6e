import { problemMediaType, problems } from '@redoubt/contracts';
import { expect } from 'vitest';
import type { ApiUnderTest, Written } from './api-under-test.ts';
import type { ApiAnswer, ApiRequest } from './ask.ts';

/** Refusals that are remembered as the answer to their key; any other 4xx leaves no trace at all. */
const kept: readonly string[] = [
  'operation_not_allowed',
  'version_mismatch',
  'amount_over_authorized',
  'amount_over_captured',
  'merchant_balance_too_low',
  'payment_declined',
];

/** Sends a request and expects it to be refused as a problem, with nothing done. */
export async function expectRefused<Name extends string>(
  api: ApiUnderTest<Name>,
  name: Name,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const before = await api.written();
  const answer = await api.send(name, request);
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  await expectNothingDone(api, before, answer);
  return answer;
}

/**
 * Expects of a 4xx that it is a problem that we know, and that nothing came of its request.
 *
 * @returns what is written after it
 */
export async function expectNothingDone<Name extends string>(
  api: Pick<ApiUnderTest<Name>, 'written'>,
  before: Written,
  { status, headers, json, text }: ApiAnswer,
): Promise<Written> {
  expect(headers['Content-Type']).toBe(problemMediaType);
  expect(problems, text).toHaveProperty(json.code);
  const after = await api.written();
  expect(after.facts, `${status} wrote: ${text}`).toEqual(before.facts);
  if (!kept.includes(json.code)) expect(after.answers, `${status} was remembered: ${text}`).toEqual(before.answers);
  return after;
}
