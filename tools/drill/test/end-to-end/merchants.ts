import { CreatedKey, KeyList, MerchantPage, Problem } from '@redoubt/contracts';
import { fetchAsRole, type LocalCloud } from '@redoubt/local-cloud';
import { expect, test } from 'vitest';
import { seedMerchants } from '../../src/access/seed-merchants.ts';

const all = '/merchants/v1/merchants';

/** Tests of merchants and keys through the gateway, over a table that a quorum holds, in both regions. */
export function merchantTests(cloudOf: () => LocalCloud): void {
  async function call(role: string, region: string, path: string, body?: object) {
    const cloud = cloudOf();
    const { suffix } = await cloud.status();
    const credentials = await cloud.assumeRole(`${role}-role-${suffix}`, 'alice');
    const answer = await fetchAsRole(
      cloud,
      { credentials, region },
      {
        method: body === undefined ? 'GET' : 'POST',
        path,
        ...(body === undefined
          ? {}
          : {
              headers: { 'content-type': 'application/json', 'idempotency-key': 'end-to-end' },
              body: JSON.stringify(body),
            }),
      },
    );
    return { status: answer.status, cache: answer.headers.get('cache-control'), json: await answer.json() };
  }

  test('merchants that are seeded in one region are listed in the other, each with one key', async () => {
    const cloud = cloudOf();
    const { suffix } = await cloud.status();
    const merchantIds = Array.from({ length: 30 }, (_, at) => `seeded-${at}`);
    const keys = await seedMerchants({ at: cloud.awsEndpoint('us-east-1'), suffix, merchantIds });
    expect([...keys.keys()].sort()).toEqual([...merchantIds].sort());
    const { status, json } = await call('observer', 'us-east-2', `${all}?limit=100`);
    expect(status).toBe(200);
    const listed = MerchantPage.parse(json).data.filter(({ id }) => id.startsWith('seeded-'));
    expect(listed.map(({ id, keys_active: active }) => [id, active]).sort()).toEqual(
      merchantIds.map((id) => [id, 1]).sort(),
    );
  });

  test('AC3: a key that one region makes is rolled in the other, in the standby too, and shown once', async () => {
    await call('operator', 'us-east-1', all, { merchant_id: 'end-to-end', name: 'End to end' });
    const keysOf = `${all}/end-to-end/keys`;
    const made = await call('operator', 'us-east-1', keysOf, { scopes: ['payments:read'] });
    expect([made.status, made.cache]).toEqual([201, 'no-store']);
    const { id } = CreatedKey.parse(made.json);
    const again = await call('operator', 'us-east-2', keysOf, { scopes: ['payments:read'] });
    expect([again.status, Problem.parse(again.json).code]).toEqual([409, 'key_already_shown']);
    const rolled = await call('operator', 'us-east-2', `${keysOf}/${id}/rolls`, { overlap_seconds: 0 });
    expect(rolled.status).toBe(201);
    const { json } = await call('observer', 'us-east-1', keysOf);
    expect(KeyList.parse(json).data.map(({ status }) => status)).toEqual(['expired', 'active']);
  });

  test.each([
    ['observer', 403],
    ['approver', 403],
  ])('%s may look at merchants and change none', async (role, refusal) => {
    expect((await call(role, 'us-east-1', all)).status).toBe(200);
    const { status } = await call(role, 'us-east-1', all, { merchant_id: 'never', name: 'Never' });
    expect(status).toBe(refusal);
    expect((await call(role, 'us-east-1', `${all}/never`)).status).toBe(404);
  });

  test('a request that nobody has signed finds no such route', async () => {
    const cloud = cloudOf();
    const { status } = await cloud.fetch(`${cloud.publicApi}${all}`);
    expect(status).toBe(404);
  });
}
