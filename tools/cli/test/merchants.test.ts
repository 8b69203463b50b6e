import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKeyFile } from '@redoubt/console';
import { type CreatedKey, type KeyView, type MerchantDetails, newAccessKey, problemOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { CliError } from '../src/cli-error.ts';
import { ensureDemoKey } from '../src/operators/demo-key.ts';
import { MerchantsClient } from '../src/operators/merchants-client.ts';
import { type OperatorCall, OperatorClient, OperatorRefusal } from '../src/operators/operator-client.ts';
import { keyLines, merchantDetailLines } from '../src/output/merchant-lines.ts';
import { redoubtProgram } from '../src/program.ts';
import { aTerminal } from './a-terminal.ts';

const at = '2030-01-31T12:00:00.000Z';
const { signal } = new AbortController();

const aKey = (over: Partial<KeyView> = {}): KeyView => ({
  id: '0'.repeat(20),
  merchant_id: 'test_shop',
  scopes: ['payments:read'],
  status: 'active',
  created_at: at,
  created_by: 'arn:aws:sts::000000000000:assumed-role/operator-role-dev/alice',
  ...over,
});

/** A service that has these keys of one merchant, and remembers what was asked. */
function aService(active: readonly KeyView[]) {
  const asked: string[] = [];
  const made = (call: string): CreatedKey => {
    asked.push(call);
    const { key, keyId } = newAccessKey('test');
    return { ...aKey({ id: keyId }), key };
  };
  const merchants = {
    register: async () => {
      asked.push('register');
      return {} as never;
    },
    keys: async () => active,
    createKey: async () => made('create'),
    rollKey: async (_: string, keyId: string, overlap: number) => made(`roll ${keyId} ${overlap}`),
  };
  return { merchants, asked };
}

const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'demo-key-'));

test('the first start makes a key and keeps it where nobody else reads it', async () => {
  const dataDir = await aFolder();
  const { merchants, asked } = aService([]);
  const key = await ensureDemoKey('test_shop', dataDir, merchants);
  expect(asked).toEqual(['register', 'create']);
  expect(await readFile(demoKeyFile(dataDir), 'utf8')).toBe(`${key}\n`);
  expect((await stat(demoKeyFile(dataDir))).mode & 0o777).toBe(0o600);
});

test('a start over kept data gives the same key, as long as it is good', async () => {
  const dataDir = await aFolder();
  const { key, keyId } = newAccessKey('test');
  await writeFile(demoKeyFile(dataDir), `${key}\n`);
  const kept = aService([aKey({ id: keyId })]);
  expect(await ensureDemoKey('test_shop', dataDir, kept.merchants)).toBe(key);
  expect(kept.asked).toEqual(['register']);
  const gone = aService([aKey({ id: keyId, status: 'revoked' })]);
  expect(await ensureDemoKey('test_shop', dataDir, gone.merchants)).not.toBe(key);
});

test('a key whose answer got lost is followed by another one', async () => {
  const { merchants, asked } = aService([]);
  let isLost = true;
  const createKey = async () => {
    if (!isLost) return await merchants.createKey();
    isLost = false;
    throw new CliError({ code: 'operator_refused', what: 'the API answered 409 key_already_shown', why: '', fix: '' });
  };
  expect(await ensureDemoKey('test_shop', await aFolder(), { ...merchants, createKey })).toMatch(/^rk_test_/);
  expect(asked).toEqual(['register', 'create']);
});

test('two keys that nobody has make room for one', async () => {
  const { merchants, asked } = aService([aKey({ id: '1'.repeat(20) }), aKey({ id: '2'.repeat(20) })]);
  await ensureDemoKey('test_shop', await aFolder(), merchants);
  expect(asked).toEqual(['register', `roll ${'1'.repeat(20)} 0`]);
});

/** A cloud whose regions give one answer after the other. */
function aCloud(answers: readonly Response[], processes: Readonly<Record<string, string>>) {
  const calls: { readonly url: string; readonly role: string; readonly key: string | null }[] = [];
  const left = [...answers];
  let role = '';
  const regions = Object.entries(processes).map(([region, process], index) => ({
    region,
    process,
    trafficRole: index === 0 ? 'active' : 'standby',
  }));
  const cloud = {
    publicApi: 'http://api.dev.redoubt.example',
    status: async () => ({ suffix: 'dev', regions }) as never,
    assumeRole: async (name: string) => {
      role = name;
      return { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', expiresAt: at };
    },
    fetch: async (url: string | URL, init: RequestInit = {}) => {
      calls.push({ url: String(url), role, key: new Headers(init.headers).get('idempotency-key') });
      return left.shift() ?? Response.json({});
    },
  };
  return { client: new OperatorClient({ cloud, signal }), calls };
}

const problem = (...of: Parameters<typeof problemOf>): Response => {
  const body = problemOf(...of);
  return Response.json(body, { status: body.status });
};
const both = { 'us-east-1': 'running', 'us-east-2': 'running' };
const path = '/merchants/v1/merchants';

test('a call is tried again with the same idempotency key while it may succeed', async () => {
  const { client, calls } = aCloud([problem('store_unreachable'), problem('conflict'), Response.json({ id: 1 })], both);
  expect(await client.call({ method: 'POST', path, body: {} })).toEqual({ id: 1 });
  expect(calls.length).toBe(3);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
});

test('a refusal for good is not tried again, though its status is that of a passing one', async () => {
  const { client, calls } = aCloud([problem('merchant_exists')], both);
  await expect(client.call({ method: 'POST', path, body: {} })).rejects.toMatchObject({ name: 'OperatorRefusal' });
  expect(calls.length).toBe(1);
});

test('who looks signs as an observer, who changes as an operator; the active region is asked', async () => {
  const { client, calls } = aCloud([], both);
  await client.call({ method: 'GET', path });
  await client.call({ method: 'POST', path, body: {} });
  expect(calls.map(({ role }) => role)).toEqual(['observer-role-dev', 'operator-role-dev']);
  expect(calls[0]?.url).toBe(`http://us-east-1.api.dev.redoubt.example${path}`);
});

test('while the active region is gone the other one is asked', async () => {
  const { client, calls } = aCloud([], { ...both, 'us-east-1': 'killed' });
  await client.call({ method: 'GET', path });
  expect(calls[0]?.url).toBe(`http://us-east-2.api.dev.redoubt.example${path}`);
});

test.each<[Parameters<typeof problemOf>[0], (client: MerchantsClient) => Promise<unknown>, string]>([
  ['merchant_exists', (client) => client.register({ merchant_id: 'acme', name: 'Acme' }), 'merchant show acme'],
  ['not_found', (client) => client.show('acme'), 'merchant list'],
  ['not_found', (client) => client.rollKey('acme', '0'.repeat(20), 0), 'key list --merchant acme'],
  ['too_many_keys', (client) => client.createKey('acme', { scopes: ['payments:read'] }), 'key list --merchant acme'],
  ['key_not_active', (client) => client.rollKey('acme', '0'.repeat(20), 0), 'key create --merchant acme'],
])('%s is explained, with a command that helps on', async (code, call, fix) => {
  const client = new MerchantsClient({
    call: (_: OperatorCall) => Promise.reject(new OperatorRefusal(problemOf(code, { detail: 'why it is so' }))),
  });
  await expect(call(client)).rejects.toMatchObject({
    explanation: { code: 'operator_refused', why: 'why it is so', fix: expect.stringContaining(fix) },
  });
});

test('a key is listed with its state and end', () => {
  expect(keyLines([aKey(), aKey({ status: 'expired', not_after: at })])).toEqual([
    `${'0'.repeat(20)}  active   made ${at}  no end                          payments:read`,
    `${'0'.repeat(20)}  expired  made ${at}  until 2030-01-31T12:00:00.000Z  payments:read`,
  ]);
});

test('a merchant is listed with its limit, and the log says who has set it', () => {
  const by = 'arn:aws:sts::000000000000:assumed-role/operator-role-dev/alice';
  const merchant: MerchantDetails = {
    ...{ id: 'acme', name: 'Acme', mode: 'live', status: 'open', version: 2, keys_active: 1, created_at: at },
    requests_per_second: 500,
    log: [{ version: 2, at, by, action: 'limit_merchant', requests_per_second: 500, reason: 'a big sale' }],
  };
  expect(merchantDetailLines(merchant)).toEqual([
    'acme  open  live  1 key  500 a second  Acme',
    '',
    `${at}  limit merchant  500 a second  ${by}  a big sale`,
  ]);
});

test('a limit is sent with its reason, if it has one', async () => {
  const bodies: unknown[] = [];
  const client = new MerchantsClient({
    call: ({ path, body }: OperatorCall) => {
      bodies.push([path, body]);
      return Promise.reject(new OperatorRefusal(problemOf('not_found')));
    },
  });
  await expect(client.limit('acme', { requests_per_second: 500, reason: 'a big sale' })).rejects.toMatchObject({
    explanation: { fix: expect.stringContaining('merchant list') },
  });
  expect(bodies).toEqual([['/merchants/v1/merchants/acme/limits', { requests_per_second: 500, reason: 'a big sale' }]]);
});

const run = (...args: string[]) => redoubtProgram({ terminal: aTerminal().terminal, signal }).run(args);

test.each([
  ['a limit without a number', ['merchant', 'limit', 'acme'], 'commander.missingMandatoryOptionValue'],
  ['a limit of nothing', ['merchant', 'limit', 'acme', '--requests-per-second', '0'], 'commander.invalidArgument'],
  [
    'a limit above that of all together',
    ['merchant', 'limit', 'acme', '--requests-per-second', '10001'],
    'commander.invalidArgument',
  ],
  ['a key without a merchant', ['key', 'create'], 'commander.missingMandatoryOptionValue'],
  [
    'a scope that there is none of',
    ['key', 'create', '--merchant', 'acme', '--scope', 'all'],
    'commander.invalidArgument',
  ],
  ['a key that is none', ['key', 'roll', 'zz', '--merchant', 'acme'], 'commander.invalidArgument'],
  [
    'an overlap over a week',
    ['key', 'roll', '0'.repeat(20), '--merchant', 'acme', '--overlap', '604801'],
    'commander.invalidArgument',
  ],
  [
    'a revocation without a reason',
    ['key', 'revoke', '0'.repeat(20), '--merchant', 'acme'],
    'commander.missingMandatoryOptionValue',
  ],
])('%s is a mistake of the command line', async (_, args, code) => {
  await expect(run(...args)).rejects.toMatchObject({ code });
});
