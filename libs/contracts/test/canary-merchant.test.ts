import { expect, test } from 'vitest';
import { z } from 'zod';
import * as contracts from '../src/index.ts';

/** Every request body and query that names a merchant, but the one door that asks canaries for their pass. */
const requests = Object.entries(contracts).flatMap(([name, value]) => {
  const isRequest = /(Request|Query)$/.test(name) && name !== 'PaymentOrCanaryRequest';
  if (!isRequest || !(value instanceof z.ZodObject)) return [];
  const { merchant_id: merchant }: Readonly<Record<string, unknown>> = value.shape;
  return merchant instanceof z.ZodType ? [{ name, merchant }] : [];
});

test('the requests of every service are looked at', () => {
  expect(requests.length).toBeGreaterThanOrEqual(10);
});

test.each(requests)('A6: $name takes no canary', ({ merchant }) => {
  expect(merchant.safeParse('acme').success).toBe(true);
  expect(merchant.safeParse(contracts.canaryMerchantId).error?.issues).toMatchObject([
    { code: 'custom', message: contracts.canaryMerchantRefusal },
  ]);
});

test('A6: a canary comes in by the one door that asks for its pass', () => {
  expect(contracts.PaymentOrCanaryRequest.shape.merchant_id.safeParse(contracts.canaryMerchantId).success).toBe(true);
});
