import { canaryPassOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { withCanaries } from '../../src/access/with-canaries.ts';
import { aDoorkeeper } from './a-doorkeeper.ts';

const now = new Date('2026-11-29T12:00:00.000Z');
const subject = 'canary-1';
const pass = canaryPassOf({ secret: 'canary-key', subject, now });
const canary = { merchantId: 'redoubt-canary', keyId: undefined, scopes: ['payments:write', 'payments:read'] };

function aDoor() {
  const door = {
    keyReads: 0,
    keeper: withCanaries(aDoorkeeper, async () => {
      door.keyReads += 1;
      return 'canary-key';
    }),
  };
  return door;
}

const admit = (credentials: object, door = aDoor()) =>
  door.keeper.admit({ authorization: [], canaryPass: undefined, subject, ...credentials }, now);

test('a canary comes in by its pass, as its own merchant, to pay and to look', async () => {
  expect(await admit({ canaryPass: pass })).toEqual(canary);
});

test.each<[string, object]>([
  ['of another request', { canaryPass: pass, subject: 'canary-2' }],
  ['that is forged', { canaryPass: canaryPassOf({ secret: 'guessed', subject, now }) }],
  [
    'that is 61 s old',
    { canaryPass: canaryPassOf({ secret: 'canary-key', subject, now: new Date(now.getTime() - 61_000) }) },
  ],
  ['that is empty', { canaryPass: '' }],
  ['that is no pass', { canaryPass: 'Bearer acme' }],
])('nobody comes in by a pass %s', async (_, credentials) => {
  expect(await admit(credentials)).toBeUndefined();
});

test('who shows a key is whom the key says, whatever pass is beside it', async () => {
  expect(await admit({ authorization: ['Bearer acme'], canaryPass: pass })).toMatchObject({ merchantId: 'acme' });
  expect(await admit({ authorization: ['Bearer ?'], canaryPass: pass })).toBeUndefined();
  expect(await admit({ authorization: [''], canaryPass: pass })).toBeUndefined();
});

test('the key of passes is read for who shows a pass alone', async () => {
  const door = aDoor();
  await admit({ authorization: ['Bearer acme'] }, door);
  await admit({}, door);
  expect(door.keyReads).toBe(0);
  await admit({ canaryPass: pass }, door);
  expect(door.keyReads).toBe(1);
});
