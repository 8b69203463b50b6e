import { expect, test } from 'vitest';
import { checkApi } from '../src/course/api-check.ts';

const check = async (app: string, status: number) => {
  const asked: string[] = [];
  const failure = await checkApi({ app, region: 'us-east-2' }, async (_, path) => {
    asked.push(path);
    return status;
  }).catch((error: unknown) => error);
  return { asked, failure };
};

test.each([200, 404, 503])('an answer of a function passes: %i', async (status) => {
  expect((await check('transactions', status)).failure).toBeUndefined();
});

test.each([500, 502, 504])('an answer of the gateway in place of a function fails: %i', async (status) => {
  const { failure } = await check('transactions', status);
  expect(String(failure)).toMatch(
    `GET /transactions/v1/payments/pay_${'0'.repeat(32)} in us-east-2 answered ${status}`,
  );
});

test('a change of the platform is checked by every service, one of a service by its own', async () => {
  expect((await check('platform', 200)).asked).toHaveLength(5);
  expect((await check('validation', 200)).asked).toEqual(['/validation/health']);
});
