import { Resolver } from 'node:dns/promises';
import dns2 from 'dns2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDnsServer } from '../../../src/engines/route53/dns-server.ts';
import { addressesOf, resolveName, type ZoneView } from '../../../src/engines/route53/zone-answers.ts';
import { freePort } from '../../free-port.ts';
import { aRecord, aWeighted } from './a-record.ts';

const east = 'd-1.execute-api.us-east-1.amazonaws.com';
const west = 'd-2.execute-api.us-east-2.amazonaws.com';
const unhealthy = new Set<string>();

const view: ZoneView = {
  zones: ['dev.redoubt.example'],
  records: [
    aWeighted('east', 100),
    { ...aWeighted('west', 0), target: { kind: 'values', values: [west] } },
    aRecord({
      name: 'alias.dev.redoubt.example',
      type: 'A',
      target: { kind: 'alias', name: west, evaluatesTargetHealth: true },
    }),
    aRecord({
      name: 'indirect.dev.redoubt.example',
      type: 'A',
      target: { kind: 'alias', name: 'alias.dev.redoubt.example', evaluatesTargetHealth: true },
    }),
    aRecord({ name: 'circle.dev.redoubt.example', target: { kind: 'values', values: ['circle.dev.redoubt.example'] } }),
  ],
  regionalDomains: new Map([
    [east, '127.0.0.11'],
    [west, '127.0.0.12'],
  ]),
  isCheckHealthy: (id) => !unhealthy.has(id),
  draw: () => 0,
};

describe('a name', () => {
  test.each<[string, string, readonly string[]]>([
    ['that is a CNAME leads to the region that Route 53 chooses', 'api.dev.redoubt.example', ['127.0.0.11']],
    ['is found whatever its case, and with its closing dot', 'API.dev.Redoubt.example.', ['127.0.0.11']],
    ['that is an alias answers the address itself', 'alias.dev.redoubt.example', ['127.0.0.12']],
    ['that is an alias of an alias answers it too', 'indirect.dev.redoubt.example', ['127.0.0.12']],
  ])('%s', (_, name, addresses) => {
    const resolution = resolveName(view, { name, type: 'A' });
    const answers = resolution.kind === 'answers' ? resolution.answers : [];
    expect(answers.filter(({ type }) => type === 'A').map(({ value }) => value)).toEqual(addresses);
  });

  test.each<[string, string, string, string]>([
    ['of another zone is not ours', 'example.com', 'A', 'not_our_zone'],
    ['that only ends like our zone is not ours', 'evil-dev.redoubt.example', 'A', 'not_our_zone'],
    ['that nothing has does not exist', 'nope.dev.redoubt.example', 'A', 'no_such_name'],
    ['has no data of a type it does not have', 'alias.dev.redoubt.example', 'AAAA', 'no_data'],
    ['of the zone itself exists', 'dev.redoubt.example', 'A', 'no_data'],
  ])('%s', (_, name, type, kind) => {
    expect(resolveName(view, { name, type }).kind).toBe(kind);
  });

  test('that leads to itself ends', () => {
    expect(resolveName(view, { name: 'circle.dev.redoubt.example', type: 'A' }).kind).toBe('answers');
  });

  test('may lead to every candidate', () => {
    expect(addressesOf(view, 'api.dev.redoubt.example')).toEqual(['127.0.0.11']);
  });
});

describe('over DNS', () => {
  const resolver = new Resolver({ timeout: 60_000 });
  let port: number;
  let server: { stop(): Promise<void> };
  beforeAll(async () => {
    port = await freePort();
    server = await startDnsServer(view, { host: '127.0.0.1', port });
    resolver.setServers([`127.0.0.1:${port}`]);
  });
  afterAll(() => server.stop());

  test('the answer follows the health at once: nothing is remembered', async () => {
    expect(await resolver.resolve4('api.dev.redoubt.example')).toEqual(['127.0.0.11']);
    unhealthy.add('east');
    expect(await resolver.resolve4('api.dev.redoubt.example')).toEqual(['127.0.0.12']);
    unhealthy.clear();
    expect(await resolver.resolve4('api.dev.redoubt.example')).toEqual(['127.0.0.11']);
  });

  test('answers carry the TTL of the template', async () => {
    expect(await resolver.resolve4('alias.dev.redoubt.example', { ttl: true })).toEqual([
      { address: '127.0.0.12', ttl: 60 },
    ]);
  });

  test.each<[string, string]>([
    ['nope.dev.redoubt.example', 'ENOTFOUND'],
    ['example.com', 'EREFUSED'],
  ])('%s is refused as %s', async (name, code) => {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code });
  });

  test('TCP answers as UDP does', async () => {
    const resolve = dns2.TCPClient({ dns: '127.0.0.1', port });
    const { answers } = await resolve('alias.dev.redoubt.example', 'A');
    expect(answers).toMatchObject([{ address: '127.0.0.12' }]);
  });
});
