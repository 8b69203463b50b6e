import { describe, expect, test } from 'vitest';
import { refuseTexts } from '../../src/http/refuse-texts.ts';

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
  expect(() => refuseTexts(body)).toThrow(
    expect.objectContaining({
      code: 'malformed_request',
      reasons: [{ pointer, code: 'card_number', detail: expect.not.stringMatching(/[0-9]{4}/) }],
    }),
  );
});

test.each<[string, unknown]>([
  ['a number that fails the Luhn check', { reference: '4111111111111112' }],
  ['12 digits', { reference: '411111111111' }],
  ['20 digits that hold no card number', { reference: '00000000000000000000' }],
  ['a card number of one’s own numbering, behind letters', { reference: 'ORD-4111111111111111' }],
  ['an amount of 12 digits', { amount_minor: '411111111111' }],
  ['an id of ours that is full of digits', { session_id: 'ses_41111111111151119111111111111111' }],
  ['a UUID without dashes', { reference: '41111111111151119111111111111111' }],
  ['nothing', {}],
  ['null, true and a small number', { a: null, b: true, c: 4 }],
])('lets pass %s', (_, body) => {
  expect(() => refuseTexts(body)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['U+0000 in a field', { reference: 'order\u0000 7' }, '/reference'],
  ['half of a surrogate pair', { reference: '\ud800' }, '/reference'],
  ['a noncharacter', { reference: '\uffff' }, '/reference'],
  ['U+0000 deep inside', { a: [{ b: '\u0000' }] }, '/a/0/b'],
  ['U+0000 in a name', { a: { 'b\u0000': 1 } }, '/a'],
  ['half of a surrogate pair in a name', { '\udc00': 1 }, ''],
])('refuses what no store can hold: %s', (_, body, pointer) => {
  expect(() => refuseTexts(body)).toThrow(
    expect.objectContaining({
      code: 'malformed_request',
      reasons: [{ pointer, code: 'unstorable_text', detail: expect.any(String) }],
    }),
  );
});

test('names that JavaScript knows are names like others', () => {
  expect(() => refuseTexts({ constructor: 'a', toString: 'b', hasOwnProperty: 'c' })).not.toThrow();
  expect(() => refuseTexts({ toString: { constructor: '4111111111111111' } })).toThrow(
    expect.objectContaining({ reasons: [expect.objectContaining({ pointer: '/toString/constructor' })] }),
  );
});

test('__proto__ is refused anywhere: a schema of free names would drop it', () => {
  for (const [text, pointer] of [
    ['{"__proto__":"a"}', '/__proto__'],
    ['{"a":[{"__proto__":{}}]}', '/a/0/__proto__'],
  ] as const) {
    expect(() => refuseTexts(JSON.parse(text))).toThrow(
      expect.objectContaining({ reasons: [expect.objectContaining({ pointer, code: 'unknown_field' })] }),
    );
  }
});

describe('looking at a text takes work in proportion to its length:', () => {
  /** Characters given to `normalize`, whose work grows with the square of a run of combining marks, and the longest of them. */
  function normalizedBy(work: () => void): { readonly total: number; readonly longest: number } {
    const original = String.prototype.normalize;
    let total = 0;
    let longest = 0;
    String.prototype.normalize = function counted(form?: string) {
      total += this.length;
      longest = Math.max(longest, this.length);
      return original.call(this, form);
    };
    try {
      work();
    } finally {
      String.prototype.normalize = original;
    }
    return { total, longest };
  }

  test.each([
    ['combining marks', '\u0301\u0316'],
    ['digits of another script', '١٠'],
    ['digits between combining marks', '4\u0301'],
    ['what unfolds to many', '\ufdfa'],
  ])('%s', (_, unit) => {
    const text = unit.repeat(16_384);
    const { total, longest } = normalizedBy(() => refuseTexts({ a: text, [text]: 0 }));
    expect(total).toBeLessThanOrEqual(2 * text.length);
    expect(longest).toBeLessThanOrEqual(2);
  });
});

describe('a phone number whose digits are those of an old card is taken', () => {
  test('where a person’s address is asked for', () => {
    expect(() => refuseTexts({ kind: 'sms', address: '+4222222222222' })).not.toThrow();
  });

  test.each([
    ['elsewhere', { reference: '+4222222222222' }],
    ['as a name', { '+4222222222222': 'address' }],
    ['without its plus', { address: '4222222222222' }],
    ['with a blank', { address: '+42222 22222222' }],
    ['of other lengths', { address: '+4111111111111111' }],
  ])('but not %s', (_, body) => {
    expect(() => refuseTexts(body)).toThrow(
      expect.objectContaining({ reasons: [expect.objectContaining({ code: 'card_number' })] }),
    );
  });
});
