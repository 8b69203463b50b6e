import { expect, test } from 'vitest';
import {
  AccessKeyItem,
  AccessPeppers,
  accessKeyItemKey,
  accessMerchantItemKey,
  currentPepper,
} from '../../src/index.ts';

const item: AccessKeyItem = {
  kind: 'key',
  keyId: '0'.repeat(20),
  merchantId: 'acme',
  digest: 'f'.repeat(64),
  pepperVersion: '1',
  scopes: ['payments:write'],
  state: 'active',
  createdAt: '2026-11-29T12:00:00.000Z',
};

test('a key and a merchant of the same name are two items', () => {
  expect(accessKeyItemKey('acme')).toEqual({ pk: 'key#acme' });
  expect(accessMerchantItemKey('acme')).toEqual({ pk: 'merchant#acme' });
});

test.each<[string, object]>([
  ['', {}],
  [' that is revoked', { state: 'revoked' }],
  [' that expires', { notAfter: '2026-11-30T12:00:00.000Z' }],
  [' with two scopes', { scopes: ['payments:read', 'refunds:write'] }],
])('a key%s is an item', (_, over) => {
  expect(AccessKeyItem.parse({ ...item, ...over })).toEqual({ ...item, ...over });
});

test.each<[string, object]>([
  ['no scope', { scopes: [] }],
  ['an unknown scope', { scopes: ['payments:*'] }],
  ['an unknown state', { state: 'paused' }],
  ['another kind', { kind: 'merchant' }],
  ['a digest of 63 digits', { digest: 'f'.repeat(63) }],
  ['a digest of 65 digits', { digest: 'f'.repeat(65) }],
  ['an id of 19 digits', { keyId: '0'.repeat(19) }],
  ['no version of a pepper', { pepperVersion: '' }],
  ['a day for a time', { notAfter: '2026-11-30' }],
])('an item with %s is no key', (_, over) => {
  expect(AccessKeyItem.safeParse({ ...item, ...over }).success).toBe(false);
});

test('new keys get the pepper of the highest version, as a number', () => {
  const peppers = { '2': 'b'.repeat(32), '10': 'c'.repeat(32), '1': 'a'.repeat(32) };
  expect(currentPepper(peppers)).toEqual({ version: '10', pepper: 'c'.repeat(32) });
  expect(() => currentPepper({})).toThrow(RangeError);
});

test.each<[string, object, boolean]>([
  ['of 32 characters', { '1': 'a'.repeat(32) }, true],
  ['of 31 characters', { '1': 'a'.repeat(31) }, false],
  ['under no number', { one: 'a'.repeat(32) }, false],
  ['under version 0', { '0': 'a'.repeat(32) }, false],
  ['under 01', { '01': 'a'.repeat(32) }, false],
])('a pepper %s', (_, peppers, isOne) => {
  expect(AccessPeppers.safeParse(peppers).success).toBe(isOne);
});
