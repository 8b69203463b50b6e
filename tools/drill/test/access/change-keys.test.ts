import { type KeyView, problemOf, scopes } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { makeKey } from '../../src/access/change-keys.ts';
import { type HttpAnswer, NoAnswerError, type PublicApi } from '../../src/load/public-api.ts';

const path = '/merchants/v1/merchants/estuary/keys';

function keyOf(number: number, status: KeyView['status'] = 'active'): KeyView {
  return {
    id: String(number).padStart(20, '0'),
    merchant_id: 'estuary',
    scopes: [...scopes],
    status,
    created_at: '2030-01-31T12:00:00.000Z',
    created_by: 'arn:aws:sts::000000000000:assumed-role/operator/drill',
  };
}

/** A service with two places for keys that are good, where the first answers to new keys get lost. */
function aService({ lost, good }: { readonly lost: number; readonly good: readonly KeyView[] }) {
  const keys = [...good];
  let left = lost;
  const answer = (status: number, body: object): HttpAnswer => ({ status, headers: {}, body: JSON.stringify(body) });
  const make = (): HttpAnswer => {
    if (keys.filter(({ status }) => status === 'active').length >= 2) return answer(422, problemOf('too_many_keys'));
    const key = keyOf(keys.length + 1);
    keys.push(key);
    if (left-- > 0) throw new NoAnswerError('timed out');
    return answer(201, { ...key, key: `rk_live_${key.id}` });
  };
  const send: PublicApi['send'] = async ({ method, path: to }) => {
    if (method === 'GET') return answer(200, { data: keys });
    if (to === path) return make();
    const at = keys.findIndex(({ id }) => to === `${path}/${id}/revocations`);
    const revoked = keyOf(at + 1, 'revoked');
    keys.splice(at, 1, revoked);
    return answer(200, revoked);
  };
  return { keys, run: { api: { send } as PublicApi, signal: new AbortController().signal, waitMsMax: 60_000 } };
}

test('keys whose answers got lost take no place from one that is shown', async () => {
  const { keys, run } = aService({ lost: 3, good: [keyOf(1)] });
  const key = await makeKey('estuary', run);
  expect(keys.filter(({ status }) => status === 'active').map(({ id }) => `rk_live_${id}`)).toContain(key);
});

test('a key is made beside one that is good', async () => {
  const { keys, run } = aService({ lost: 0, good: [keyOf(1)] });
  await makeKey('estuary', run);
  expect(keys.map(({ status }) => status)).toEqual(['active', 'active']);
});
