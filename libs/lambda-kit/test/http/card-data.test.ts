import { expect, test } from 'vitest';
import { refuseCardData } from '../../src/http/card-data.ts';

test.each<[string, unknown, string]>([
  ['in a field', { reference: '4111111111111111' }, '/reference'],
  ['inside a sentence', { reference: 'card 4111 1111 1111 1111 please' }, '/reference'],
  ['as a number', { customer: 4111111111111111 }, '/customer'],
  ['deep inside', { a: [{ b: { c: '5555-5555-5555-4444' } }] }, '/a/0/b/c'],
  ['as a name', { a: { '4111111111111111': 1 } }, '/a'],
  ['below a name with signs of its own', { 'a/b~c': '4111111111111111' }, '/a~1b~0c'],
  ['in full-width digits', { reference: '４１１１１１１１１１１１１１１１' }, '/reference'],
  ['of 13 digits', { reference: '4222222222222' }, '/reference'],
  ['of 19 digits', { reference: '6304000000000000000' }, '/reference'],
  ['where an amount belongs', { amount_minor: '378282246310005' }, '/amount_minor'],
  ['beside an id', { reference: `pay_${'4'.repeat(32)} 4111111111111111` }, '/reference'],
])('refuses a card number %s, and does not repeat it', (_, body, pointer) => {
  expect(() => refuseCardData(body)).toThrow(
    expect.objectContaining({
      code: 'malformed_request',
      reasons: [{ pointer, code: 'card_number', detail: expect.not.stringMatching(/[0-9]{4}/) }],
    }),
  );
});

test.each<[string, unknown]>([
  ['a number that fails the Luhn check', { reference: '4111111111111112' }],
  ['12 digits', { reference: '411111111111' }],
  ['20 digits', { reference: '41111111111111111111' }],
  ['an amount of 12 digits', { amount_minor: '411111111111' }],
  ['an id of ours that is full of digits', { session_id: 'ses_4111111111111111abcdef0123456789' }],
  ['a UUID without dashes', { reference: '4111111111111111abcdef0123456789' }],
  ['nothing', {}],
  ['null, true and a small number', { a: null, b: true, c: 4 }],
])('lets pass %s', (_, body) => {
  expect(() => refuseCardData(body)).not.toThrow();
});
