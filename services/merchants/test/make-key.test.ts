import { keyIdOf } from '@redoubt/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeMerchant } from '../src/close-merchant.ts';
import { withKey, withRolledKey } from '../src/domain/keys.ts';
import { makeKey } from '../src/make-key.ts';
import { registerMerchant } from '../src/register-merchant.ts';
import { revokeKey } from '../src/revoke-key.ts';
import { sweepChanges } from '../src/sweep-changes.ts';
import { type AccessUnderTest, anAccessTable } from './support/a-table.ts';
import { afterNoon, anInstruction, noon } from './support/an-instruction.ts';

/*
 * Goal: whatever breaks off between two writes, no key is good that is not listed, none is good longer than its list says once it was
 * answered, and the same request or the sweep completes the rest. Method: the real table, of which one write gives no answer.
 */

const scopes = ['payments:read' as const];
const reason = 'was found in a log';
let access: AccessUnderTest;
beforeEach(async () => {
  access = await anAccessTable();
  await registerMerchant({ merchantId: 'acme', name: 'Acme' }, anInstruction('register'), access.dependencies);
});
afterEach(() => access[Symbol.asyncDispose]());

const idOf = (name: string): string => keyIdOf(anInstruction(name).commandId);

function create(name: string, at = noon) {
  const instruction = anInstruction(name, { at });
  const newKey = { keyId: idOf(name), scopes, notAfter: undefined };
  return makeKey('acme', access.dependencies, (merchant) => withKey(merchant, instruction, newKey));
}

function roll(replaces: string, overlapMs: number) {
  const instruction = anInstruction(`roll ${replaces}`);
  const newKey = { keyId: idOf(`roll ${replaces}`), replaces: idOf(replaces), overlapMs, notAfter: undefined };
  return makeKey('acme', access.dependencies, (merchant) => withRolledKey(merchant, instruction, newKey));
}

function revoke(name: string) {
  const instruction = anInstruction(`revoke ${name}`);
  return revokeKey({ merchantId: 'acme', keyId: idOf(name), reason }, instruction, access.dependencies);
}

async function secretOf(making: ReturnType<typeof create> | ReturnType<typeof roll>): Promise<string> {
  const made = await making;
  if (made.kind !== 'made') throw new Error(`expected a key, got ${made.kind}`);
  return made.secret;
}

function sweep(now: Date) {
  return sweepChanges(now, { ...access.dependencies, list: access.merchants, isTimeLeft: () => true });
}

async function listed() {
  return (await access.merchants.read('acme'))?.keys ?? [];
}

test('AC2: a new key opens the doors of its merchant, and its secret is nowhere', async () => {
  const secret = await secretOf(create('one'));
  expect(await access.admit(secret, noon)).toEqual({ merchantId: 'acme', keyId: idOf('one'), scopes });
  expect(JSON.stringify([await access.items(), access.announced])).not.toContain(secret.slice(-43));
});

test('a repeat makes no second key and shows no secret', async () => {
  const secret = await secretOf(create('one'));
  expect(await create('one')).toEqual({ kind: 'already_shown', key: (await listed())[0] });
  expect((await listed()).length).toBe(1);
  expect(await access.admit(secret, noon)).toBeDefined();
});

test('of two requests with one idempotency key at the same moment one gets the key', async () => {
  const made = await Promise.all([create('one'), create('one')]);
  expect(made.map(({ kind }) => kind).sort()).toEqual(['already_shown', 'made']);
  expect((await listed()).length).toBe(1);
});

test('of five requests for a key at the same moment two get one', async () => {
  const made = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => create(name)));
  const kinds = made.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'made').length).toBe(2);
  expect(kinds.every((kind) => ['made', 'too_many_keys', 'busy'].includes(kind))).toBe(true);
  expect((await listed()).length).toBe(2);
});

describe('a key whose item was not written', () => {
  beforeEach(async () => {
    // After the merchant was read and written.
    access.breakCall({ at: 2, isCarriedOut: false });
    await expect(create('one')).rejects.toMatchObject({ code: 'store_unreachable' });
  });

  test('is listed, and the same request makes it', async () => {
    expect((await listed()).map(({ keyId }) => keyId)).toEqual([idOf('one')]);
    expect(await access.admit(await secretOf(create('one')), noon)).toBeDefined();
    expect((await listed()).length).toBe(1);
  });

  test('is never made once it is revoked', async () => {
    expect((await revoke('one')).kind).toBe('revoked');
    expect((await create('one')).kind).toBe('already_shown');
  });

  test('is never made once it is rolled', async () => {
    const secret = await secretOf(roll('one', 60_000));
    expect((await create('one')).kind).toBe('already_shown');
    expect(await access.admit(secret, noon)).toBeDefined();
  });

  test('takes its place among two', async () => {
    await create('two');
    expect((await create('three')).kind).toBe('too_many_keys');
  });
});

test('a key whose write gave no answer is known as made: its secret is shown', async () => {
  const { keys } = access.dependencies;
  const { add } = keys;
  // The SDK sends again what it had no answer to, and its condition fails.
  Object.assign(keys, {
    add: async (item: Parameters<typeof add>[0]) => (await add.call(keys, item)) && add.call(keys, item),
  });
  expect(await access.admit(await secretOf(create('one')), noon)).toBeDefined();
});

test('a rolled key is good until its overlap ends, and its successor from now on', async () => {
  const old = await secretOf(create('one'));
  const next = await secretOf(roll('one', 1_000));
  expect(await access.admit(old, afterNoon(999))).toBeDefined();
  expect(await access.admit(old, afterNoon(1_000))).toBeUndefined();
  expect(await access.admit(next, noon)).toBeDefined();
});

test('a roll without an overlap ends the key before at once', async () => {
  const old = await secretOf(create('one'));
  await roll('one', 0);
  expect(await access.admit(old, noon)).toBeUndefined();
});

test('a roll that broke off before the old key had its end shows no new key, and its repeat ends the old one first', async () => {
  const old = await secretOf(create('one'));
  access.breakCall({ at: 2, isCarriedOut: false });
  await expect(roll('one', 0)).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await access.admit(old, noon)).toBeDefined();
  const next = await secretOf(roll('one', 0));
  expect(await access.admit(old, noon)).toBeUndefined();
  expect(await access.admit(next, noon)).toBeDefined();
});

test('a roll that broke off is finished by the sweep a minute later, and not before', async () => {
  const old = await secretOf(create('one'));
  access.breakCall({ at: 2, isCarriedOut: false });
  await expect(roll('one', 0)).rejects.toMatchObject({ code: 'store_unreachable' });
  expect((await sweep(afterNoon(60_000))).finished).toBe(0);
  expect(await access.admit(old, noon)).toBeDefined();
  expect(await sweep(afterNoon(60_001))).toEqual({ finished: 1, faults: [], isComplete: true });
  expect(await access.admit(old, noon)).toBeUndefined();
  expect((await sweep(afterNoon(60_001))).finished).toBe(0);
});

describe('a revoked key', () => {
  test('is refused, for ever, and revoking it again changes nothing', async () => {
    const secret = await secretOf(create('one'));
    expect(await revoke('one')).toMatchObject({ kind: 'revoked', key: { revokedAt: noon.toISOString() } });
    expect(await access.admit(secret, noon)).toBeUndefined();
    const { version } = (await access.merchants.read('acme')) ?? {};
    const again = anInstruction('revoke again', { at: afterNoon(1_000) });
    const outcome = await revokeKey({ merchantId: 'acme', keyId: idOf('one'), reason }, again, access.dependencies);
    expect(outcome).toMatchObject({ kind: 'revoked', key: { revokedAt: noon.toISOString() } });
    expect((await access.merchants.read('acme'))?.version).toBe(version);
  });

  test('is refused before it is listed as revoked, should that break off', async () => {
    const secret = await secretOf(create('one'));
    // After the merchant was read and the key's item written.
    access.breakCall({ at: 2, isCarriedOut: false });
    await expect(revoke('one')).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await access.admit(secret, noon)).toBeUndefined();
    expect((await listed())[0]?.revokedAt).toBeUndefined();
    expect((await revoke('one')).kind).toBe('revoked');
    expect((await listed())[0]?.revokedAt).toBeDefined();
  });

  test('is announced once the bus is back', async () => {
    await create('one');
    access.busIsReachable = false;
    expect(await revoke('one')).toMatchObject({ kind: 'revoked', unannounced: { code: 'bus_unreachable' } });
    expect(access.announced.map(({ type }) => type)).toEqual(['MerchantRegistered']);
    expect((await sweep(afterNoon(60_001))).faults).toMatchObject([{ code: 'bus_unreachable' }]);
    access.busIsReachable = true;
    expect((await sweep(afterNoon(60_001))).finished).toBe(1);
    expect(access.announced.at(-1)).toMatchObject({
      type: 'KeyRevoked',
      subject: 'acme',
      aggregateversion: 3,
      data: { merchantId: 'acme', keyId: idOf('one'), reason },
    });
    expect((await sweep(afterNoon(60_001))).finished).toBe(0);
  });
});

test('a merchant is registered once: a repeat shows it, another request is told', async () => {
  const request = { merchantId: 'globex', name: 'Globex' };
  const first = await registerMerchant(request, anInstruction('globex'), access.dependencies);
  const again = await registerMerchant(request, anInstruction('globex'), access.dependencies);
  expect([first, again]).toMatchObject([{ isReplay: false }, { isReplay: true }]);
  expect((await registerMerchant(request, anInstruction('other'), access.dependencies)).kind).toBe('exists');
  const changed = anInstruction('globex', { fingerprint: '0'.repeat(64) });
  expect((await registerMerchant(request, changed, access.dependencies)).kind).toBe('reused');
});

test('what one instruction has left unannounced goes out with the next', async () => {
  await create('one');
  access.busIsReachable = false;
  await revoke('one');
  access.busIsReachable = true;
  await closeMerchant({ merchantId: 'acme', reason }, anInstruction('close'), access.dependencies);
  expect(access.announced.map(({ type, aggregateversion }) => `${type} ${aggregateversion}`)).toEqual([
    'MerchantRegistered 1',
    'KeyRevoked 3',
    'MerchantClosed 4',
  ]);
});
