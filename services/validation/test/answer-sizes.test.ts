import { expect, test } from 'vitest';
import { anApi } from './support/api-under-test.ts';

/*
 * Goal: no answer comes near to what a function may give, 6 MB, and nothing that is stored to what an item may hold, 400 KB. This
 * service has no lists: an answer is as long as one request, with what its stores add.
 */

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: bytes of an item. */
const itemBytesMax = 400 * 1024;

/** Three bytes each. */
const longest = (characters: number) => '界'.repeat(characters);

test('the longest session is answered, and is far below what its table holds', async () => {
  const api = await anApi();
  const names = Array.from({ length: 16 }, (_, at) => String.fromCharCode(97 + at).repeat(32));
  const attributes = Object.fromEntries(names.map((name) => [name, longest(256)]));
  const body = { merchant_id: 'm'.repeat(64), user_id: 'u'.repeat(64), attributes };
  const { status, text } = await api.send('post-session', { body, headers: { 'Idempotency-Key': 'longest' } });
  expect(status, text).toBe(201);
  expect(Buffer.byteLength(text)).toBeLessThan(itemBytesMax / 10);
});

test.each([
  ['post-payment', 202],
  ['post-validation', 201],
] as const)('the longest answer of %s is about as long as its request', async (name, expected) => {
  const api = await anApi();
  const payment = { merchant_id: 'm'.repeat(64), amount_minor: '1050', currency: 'EUR', reference: longest(128) };
  const body = { ...payment, customer_id: 'c'.repeat(64) };
  const { status, text } = await api.send(name, { body, headers: { 'Idempotency-Key': 'k'.repeat(255) } });
  expect(status, text).toBe(expected);
  expect(Buffer.byteLength(text)).toBeLessThan(itemBytesMax / 10);
});
