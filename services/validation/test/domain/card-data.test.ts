import { expect, test } from 'vitest';
import { cardDataIn } from '../../src/domain/card-data.ts';

test.each<[string, unknown, string]>([
  ['in a field', { reference: '4111111111111111' }, '/reference'],
  ['inside a sentence', { reference: 'card 4111 1111 1111 1111 please' }, '/reference'],
  ['as a number', { customer: 4111111111111111 }, '/customer'],
  ['deep inside', { a: [{ b: { c: '5555-5555-5555-4444' } }] }, '/a/0/b/c'],
  ['as a name', { a: { '4111111111111111': 1 } }, '/a'],
  ['in full-width digits', { reference: '4111111111111111' }, '/reference'],
  ['of 13 digits', { reference: '4222222222222' }, '/reference'],
  ['of 19 digits', { reference: '6304000000000000000' }, '/reference'],
  ['where an amount belongs', { amount_minor: '378282246310005' }, '/amount_minor'],
])('finds a card number %s', (_, body, pointer) => {
  expect(cardDataIn(body)).toBe(pointer);
});

test.each<[string, unknown]>([
  ['a number that fails the Luhn check', { reference: '4111111111111112' }],
  ['12 digits', { reference: '411111111111' }],
  ['20 digits', { reference: '41111111111111111111' }],
  ['an amount of 12 digits', { amount_minor: '411111111111' }],
  ['nothing', {}],
  ['null, true and a small number', { a: null, b: true, c: 4 }],
])('lets pass %s', (_, body) => {
  expect(cardDataIn(body)).toBeUndefined();
});
