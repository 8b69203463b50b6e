import { expect, test } from 'vitest';
import { textHoldsCardNumber } from '../../src/card-scan/card-number.ts';
import { poisonTexts } from '../../src/load/poison-texts.ts';
import type { RequestEntry } from '../../src/witness/book-entry.ts';
import { bookLineOf } from '../../src/witness/book-line.ts';

const bad: RequestEntry = {
  ...{ kind: 'request', atMs: 1, number: 1, purpose: 'bad', idempotencyKey: 'key-1', path: '/validation/v1/payments' },
  ...{ body: '{}', defect: 'a defect' },
};

test.each(poisonTexts)('a body with $defect leaves no card number in the book’s file', ({ text }) => {
  const line = bookLineOf({ ...bad, body: JSON.stringify({ reference: text }) });
  expect(textHoldsCardNumber(line)).toBe(false);
  expect(JSON.parse(line)).toMatchObject({ kind: 'request', number: 1, defect: 'a defect' });
});

test('a key and a path with a card number are withheld, a sound one stays', () => {
  const line = bookLineOf({ ...bad, idempotencyKey: '4111.1111.1111.1111', path: '/4111 1111 1111 1111/voids' });
  expect(textHoldsCardNumber(line)).toBe(false);
  expect(JSON.parse(bookLineOf(bad))).toEqual(bad);
});

test('the secret of an endpoint is left out of the answer that gave it', () => {
  const body = JSON.stringify({ id: 'we_1', secret: 'whsec_c2VjcmV0+/c2VjcmV0==' });
  const line = bookLineOf({ kind: 'answer', atMs: 2, number: 1, attempt: 1, status: 201, servedBy: undefined, body });
  expect(line).not.toContain('c2Vjcm');
  expect(JSON.parse(JSON.parse(line).body)).toEqual({ id: 'we_1', secret: '[secret]' });
});
