import { keyIdOf, listedKeysMax, merchantLogMax } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { isActive, withKey, withoutKey, withRolledKey } from '../../src/domain/keys.ts';
import { closed, type Merchant, nextVersion, registrationOf } from '../../src/domain/merchant.ts';
import { afterNoon, anInstruction, noon } from '../support/an-instruction.ts';

const acme = registrationOf({ merchantId: 'acme', name: 'Acme Ltd' }, anInstruction('register'));
const scopes = ['payments:read' as const];
const idOf = (name: string): string => keyIdOf(anInstruction(name).commandId);

/** The merchant with one key more, named for its instruction. */
function having(merchant: Merchant, name: string, at = noon, notAfter?: Date): Merchant {
  const made = withKey(merchant, anInstruction(name, { at }), { keyId: idOf(name), scopes, notAfter });
  if (made.kind !== 'changed') throw new Error(made.kind);
  return made.merchant;
}

function create(merchant: Merchant, name: string, over: { at?: Date; notAfter?: Date; fingerprint?: string } = {}) {
  const { notAfter, ...instruction } = over;
  return withKey(merchant, anInstruction(name, instruction), { keyId: idOf(name), scopes, notAfter });
}

function roll(merchant: Merchant, replaces: string, over: { overlapMs?: number; at?: Date; notAfter?: Date } = {}) {
  const { overlapMs = 1_000, at = noon, notAfter } = over;
  const name = `roll ${replaces}`;
  const newKey = { keyId: idOf(name), replaces: idOf(replaces), overlapMs, notAfter };
  return withRolledKey(merchant, anInstruction(name, { at }), newKey);
}

test('a merchant may have two keys that are good, and no third', () => {
  const two = having(having(acme, 'one'), 'two');
  expect(create(two, 'three')).toMatchObject({
    kind: 'too_many_keys',
    active: [{ keyId: idOf('one') }, { keyId: idOf('two') }],
  });
});

test('a key makes room at the moment it ends, and not a millisecond before', () => {
  const two = having(having(acme, 'one', noon, afterNoon(10)), 'two');
  expect(create(two, 'three', { at: afterNoon(9) }).kind).toBe('too_many_keys');
  expect(create(two, 'three', { at: afterNoon(10) }).kind).toBe('changed');
});

test('a revoked key makes room', () => {
  const revoked = withoutKey(having(having(acme, 'one'), 'two'), anInstruction('revoke'), {
    keyId: idOf('one'),
    reason: 'lost',
  });
  if (revoked.kind !== 'changed') throw new Error(revoked.kind);
  expect(create(revoked.merchant, 'three').kind).toBe('changed');
});

test('a key must end in the future', () => {
  expect(create(acme, 'one', { notAfter: noon }).kind).toBe('ends_in_the_past');
  expect(create(acme, 'one', { notAfter: afterNoon(1) }).kind).toBe('changed');
});

test('a closed merchant gets no new key, and keeps the keys that it has', () => {
  const closing = closed(having(acme, 'one'), anInstruction('close'), 'contract ended');
  if (closing.kind !== 'changed') throw new Error(closing.kind);
  expect(create(closing.merchant, 'two').kind).toBe('merchant_closed');
  expect(roll(closing.merchant, 'one').kind).toBe('merchant_closed');
  expect(closing.merchant.keys.map((key) => isActive(key, noon))).toEqual([true]);
  const revoked = withoutKey(closing.merchant, anInstruction('revoke'), { keyId: idOf('one'), reason: 'lost' });
  expect(revoked.kind).toBe('changed');
});

test('closing again changes nothing', () => {
  const closing = closed(acme, anInstruction('close'), 'contract ended');
  if (closing.kind !== 'changed') throw new Error(closing.kind);
  expect(closed(closing.merchant, anInstruction('close again'), 'contract ended').kind).toBe('unchanged');
});

test('a rolled key ends after the overlap, and its successor has its scopes and names it', () => {
  const rolled = roll(having(acme, 'one'), 'one', { overlapMs: 1_000 });
  expect(rolled).toMatchObject({
    kind: 'changed',
    key: { keyId: idOf('roll one'), scopes, replaces: idOf('one') },
    merchant: { keys: [{ keyId: idOf('one'), notAfter: afterNoon(1_000).toISOString() }, { keyId: idOf('roll one') }] },
  });
});

test('an overlap never makes a key live longer', () => {
  const rolled = roll(having(acme, 'one', noon, afterNoon(500)), 'one', { overlapMs: 1_000 });
  expect(rolled).toMatchObject({ merchant: { keys: [{ notAfter: afterNoon(500).toISOString() }, {}] } });
});

test('with two good keys one is rolled without an overlap, and with none of a millisecond', () => {
  const two = having(having(acme, 'one'), 'two');
  expect(roll(two, 'one', { overlapMs: 1 }).kind).toBe('too_many_keys');
  expect(roll(two, 'one', { overlapMs: 0 }).kind).toBe('changed');
});

test('a key that is over is not rolled', () => {
  const one = having(acme, 'one', noon, afterNoon(10));
  expect(roll(one, 'one', { at: afterNoon(9) }).kind).toBe('changed');
  expect(roll(one, 'one', { at: afterNoon(10) }).kind).toBe('key_not_active');
});

test('a key that the merchant does not have is neither rolled nor revoked', () => {
  expect(roll(acme, 'one').kind).toBe('unknown_key');
  expect(withoutKey(acme, anInstruction('revoke'), { keyId: idOf('one'), reason: 'lost' }).kind).toBe('unknown_key');
});

test('a repeat finds its key, also when no other could be made', () => {
  const two = having(having(acme, 'one'), 'two');
  expect(create(two, 'two')).toMatchObject({ kind: 'listed', key: { keyId: idOf('two') } });
  const rolled = roll(having(acme, 'one'), 'one');
  if (rolled.kind !== 'changed') throw new Error(rolled.kind);
  expect(roll(rolled.merchant, 'one')).toMatchObject({ kind: 'listed', key: { keyId: idOf('roll one') } });
});

test('an idempotency key is not used for another request', () => {
  expect(create(having(acme, 'one'), 'one', { fingerprint: '0'.repeat(64) }).kind).toBe('reused');
});

test('a full list drops the oldest key that is over, but none that a repeat may ask for', () => {
  const over = Array.from({ length: listedKeysMax }, (_, at) => at).reduce(
    (merchant, at) => having(merchant, `key ${at}`, afterNoon(at), afterNoon(at + 1)),
    acme,
  );
  const kept = 72 * 60 * 60 * 1_000;
  expect(create(over, 'next', { at: afterNoon(kept) }).kind).toBe('list_full');
  const made = create(over, 'next', { at: afterNoon(kept + 1) });
  expect(made).toMatchObject({ kind: 'changed', dropped: { keyId: idOf('key 0') } });
  expect(made.kind === 'changed' && made.merchant.keys.length).toBe(listedKeysMax);
});

test('the log holds the last commands, each with its version and who has signed', () => {
  let merchant = acme;
  for (let at = 1; at <= merchantLogMax; at += 1)
    merchant = nextVersion(merchant, anInstruction(`${at}`), { action: 'create_key' });
  expect(merchant.version).toBe(merchantLogMax + 1);
  expect(merchant.log.length).toBe(merchantLogMax);
  expect([merchant.log[0]?.version, merchant.log.at(-1)?.version]).toEqual([2, merchantLogMax + 1]);
  expect(acme.log).toMatchObject([
    { version: 1, action: 'register_merchant', by: expect.stringContaining(':assumed-role/') },
  ]);
});
