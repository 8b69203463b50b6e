import { expect, test } from 'vitest';
import { eventPattern } from '../../../src/engines/events/event-pattern.ts';

const event = {
  source: 'payments.validation',
  detail: {
    amount: 10,
    currency: 'EUR',
    note: null,
    canary: false,
    tags: ['a', 'b'],
    items: [{ sku: 'x' }, { sku: 'y' }],
  },
};

/** The operator table: pattern below `detail`, whether it matches the event above. */
test.each<[string, object, boolean]>([
  ['a value', { currency: ['EUR'] }, true],
  ['another value', { currency: ['USD'] }, false],
  ['one of several', { currency: ['USD', 'EUR'] }, true],
  ['a number', { amount: [10] }, true],
  ['a number as text', { amount: ['10'] }, false],
  ['false', { canary: [false] }, true],
  ['null', { note: [null] }, true],
  ['null for an absent field', { absent: [null] }, false],
  ['any value of a list', { tags: ['b'] }, true],
  ['no value of a list', { tags: ['c'] }, false],
  ['a field of objects in a list', { items: { sku: ['y'] } }, true],
  ['all fields', { currency: ['EUR'], amount: [11] }, false],
  ['prefix', { currency: [{ prefix: 'EU' }] }, true],
  ['prefix in another case', { currency: [{ prefix: 'eu' }] }, false],
  ['prefix without regard to case', { currency: [{ prefix: { 'equals-ignore-case': 'eu' } }] }, true],
  ['prefix of a number', { amount: [{ prefix: '1' }] }, false],
  ['suffix', { currency: [{ suffix: 'UR' }] }, true],
  ['suffix without regard to case', { currency: [{ suffix: { 'equals-ignore-case': 'ur' } }] }, true],
  ['equals-ignore-case', { currency: [{ 'equals-ignore-case': 'eur' }] }, true],
  ['wildcard', { currency: [{ wildcard: 'E*R' }] }, true],
  ['wildcard with other signs', { currency: [{ wildcard: 'E.R' }] }, false],
  ['escaped star', { currency: [{ wildcard: 'E\\*R' }] }, false],
  ['exists', { currency: [{ exists: true }] }, true],
  ['exists for null', { note: [{ exists: true }] }, true],
  ['exists for an absent field', { absent: [{ exists: true }] }, false],
  ['not exists', { absent: [{ exists: false }] }, true],
  ['numeric equals', { amount: [{ numeric: ['=', 10] }] }, true],
  ['numeric at an open bound', { amount: [{ numeric: ['>', 10] }] }, false],
  ['numeric at a closed bound', { amount: [{ numeric: ['>=', 10, '<', 11] }] }, true],
  ['numeric of text', { currency: [{ numeric: ['>', 0] }] }, false],
  ['anything-but', { currency: [{ 'anything-but': 'USD' }] }, true],
  ['anything-but the value', { currency: [{ 'anything-but': ['USD', 'EUR'] }] }, false],
  ['anything-but for an absent field', { absent: [{ 'anything-but': 'USD' }] }, false],
  ['anything-but a prefix', { currency: [{ 'anything-but': { prefix: 'EU' } }] }, false],
  ['anything-but several suffixes', { currency: [{ 'anything-but': { suffix: ['SD', 'PY'] } }] }, true],
  ['anything-but a wildcard', { currency: [{ 'anything-but': { wildcard: 'E*' } }] }, false],
  ['anything-but without regard to case', { currency: [{ 'anything-but': { 'equals-ignore-case': 'eur' } }] }, false],
  ['$or with one that matches', { $or: [{ currency: ['USD'] }, { amount: [10] }] }, true],
  ['$or with none that matches', { $or: [{ currency: ['USD'] }, { amount: [11] }] }, false],
])('a pattern with %s', (_, detail, matches) => {
  expect(eventPattern({ detail })(event)).toBe(matches);
});

test('a pattern looks at the fields outside the detail too', () => {
  expect(eventPattern({ source: [{ prefix: 'payments.' }] })(event)).toBe(true);
});

test.each<[string, unknown, string]>([
  ['an unknown operator', { a: [{ cidr: '10.0.0.0/8' }] }, 'pattern operator cidr is not simulated'],
  ['two operators in one entry', { a: [{ prefix: 'a', suffix: 'b' }] }, 'holds values and operators'],
  ['a value without a list', { a: 'b' }, 'an event pattern is an object'],
  ['an empty list', { a: [] }, 'matches nothing'],
  ['no field', {}, 'at least one field'],
  ['a comparison with text', { a: [{ numeric: ['>', '1'] }] }, 'numeric takes'],
  ['consecutive stars', { a: [{ wildcard: 'a**b' }] }, 'consecutive stars'],
  ['exists with text', { a: [{ exists: 'yes' }] }, 'exists takes true or false'],
  ['$or with one pattern', { $or: [{ a: ['b'] }] }, 'at least two patterns'],
])('a pattern with %s is refused', (_, pattern, message) => {
  expect(() => eventPattern(pattern)).toThrow(message);
});
