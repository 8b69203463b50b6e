import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as contracts from '../src/index.ts';

/*
 * Goal: no request has a text without bounds, or one that some store can't hold, whichever route is added next.
 * Method: every exported schema named …Request or …Query, field by field; the door's own check is not in the way here.
 */
const requests = Object.entries(contracts).flatMap(([name, schema]) =>
  // Sent by the failover service and by nobody else.
  /(?<!^Recovery)(Request|Query)$/.test(name) && schema instanceof z.ZodObject ? [[name, schema] as const] : [],
);
const unstorable = ['\u0000', 'a\u0000b', '\ud800', 'a\udc00', '\uffff', '\ufdd0'];
const huge = 'a'.repeat(100_000);

/** Paths of the issues that a field's value gives; empty when it is taken. */
function refusals(schema: z.ZodObject, field: string, value: unknown): readonly string[] {
  // By itself: what fields say of each other would be missed first.
  const { error } = z.object({ [field]: schema.shape[field] }).safeParse({ [field]: value });
  return (error?.issues ?? []).map(({ path }) => path.join('/'));
}

test('the requests are found', () => {
  expect(requests.map(([name]) => name)).toEqual(expect.arrayContaining(['CreatePaymentRequest', 'PaymentListQuery']));
});

describe.each(requests)('%s', (_, schema) => {
  test.each(Object.keys(schema.shape))('%s is bounded, and refuses what no store can hold', (field) => {
    for (const text of [...unstorable, huge]) {
      expect(refusals(schema, field, text), JSON.stringify(text.slice(0, 8))).toContain(field);
      // Where names are free, their values are texts as well.
      expect(refusals(schema, field, { a: text })).not.toEqual([]);
    }
  });
});
