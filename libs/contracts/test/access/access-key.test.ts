import { expect, test } from 'vitest';
import { accessKeyDigest, claimedKeyOf, modeOf, newAccessKey } from '../../src/index.ts';

const keyId = '0123456789abcdef0123';
const secret = 'A-z_9'.repeat(8).concat('abc');

test.each(['live', 'test'] as const)('a new %s key is read as what it is', (mode) => {
  const { key, keyId } = newAccessKey(mode);
  expect(key).toMatch(new RegExp(`^rk_${mode}_[0-9a-f]{20}_[A-Za-z0-9_-]{43}$`));
  expect(claimedKeyOf(key)).toEqual({ mode, keyId });
});

test('no two keys share an id or a secret', () => {
  const keys = Array.from({ length: 1_000 }, () => newAccessKey('live'));
  expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1_000);
  expect(new Set(keys.map(({ key }) => key.slice(-43))).size).toBe(1_000);
});

test('a secret may hold each sign of base64url', () => {
  expect(claimedKeyOf(`rk_live_${keyId}_${secret}`)).toEqual({ mode: 'live', keyId });
});

test.each([
  ['nothing', ''],
  ['no mode', `rk__${keyId}_${secret}`],
  ['another mode', `rk_prod_${keyId}_${secret}`],
  ['a mode in capitals', `rk_LIVE_${keyId}_${secret}`],
  ['another prefix', `sk_live_${keyId}_${secret}`],
  ['an id of 19 digits', `rk_live_${keyId.slice(1)}_${secret}`],
  ['an id of 21 digits', `rk_live_${keyId}0_${secret}`],
  ['an id with capitals', `rk_live_${keyId.toUpperCase()}_${secret}`],
  ['a secret of 42 signs', `rk_live_${keyId}_${secret.slice(1)}`],
  ['a secret of 44 signs', `rk_live_${keyId}_${secret}A`],
  ['a sign of the other base64', `rk_live_${keyId}_${secret.slice(1)}+`],
  ['padding', `rk_live_${keyId}_${secret}=`],
  ['a line after it', `rk_live_${keyId}_${secret}\n`],
  ['a line before it', `\nrk_live_${keyId}_${secret}`],
  ['a blank after it', `rk_live_${keyId}_${secret} `],
  ['digits that only look like ours', `rk_live_${'１'.repeat(20)}_${secret}`],
])('%s is no key', (_, key) => {
  expect(claimedKeyOf(key)).toBeUndefined();
});

test('a digest is of the whole key and of its pepper', () => {
  const key = `rk_live_${keyId}_${secret}`;
  const digest = accessKeyDigest(key, 'a'.repeat(64));
  // A digest that is stored must stay what it is: another way to make it makes every key useless.
  expect(digest).toBe('42489ada8a3068ca289c899f274bbf26e1009aa7898dee2a6d78b4dfbd3329bd');
  expect(accessKeyDigest(key, 'b'.repeat(64))).not.toBe(digest);
  expect(accessKeyDigest(key.replace('live', 'test'), 'a'.repeat(64))).not.toBe(digest);
  expect(accessKeyDigest(key.replace('0123', '1123'), 'a'.repeat(64))).not.toBe(digest);
  expect(accessKeyDigest(`${key.slice(0, -1)}d`, 'a'.repeat(64))).not.toBe(digest);
});

test.each([
  ['test_acme', 'test'],
  ['test_', 'test'],
  ['acme', 'live'],
  ['test-acme', 'live'],
  ['TEST_acme', 'live'],
  ['acme_test_', 'live'],
] as const)('the keys of %s are for %s', (merchantId, mode) => {
  expect(modeOf(merchantId)).toBe(mode);
});
