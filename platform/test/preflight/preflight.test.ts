import { parseTopology, type Topology } from '@redoubt/cdk-kit';
import { expect, test } from 'vitest';
import { AccountError, type AwsAccount } from '../../src/preflight/aws-account.ts';
import { preflight } from '../../src/preflight/preflight.ts';

const topology: Topology = parseTopology('test', { account: '123456789012' });

/** An account in which nothing is missing. */
function anAccount(over: Partial<AwsAccount> = {}): AwsAccount {
  return {
    bootstrapVersion: async () => 28,
    functionConcurrency: async () => 1_000,
    zones: async () => ['a', 'b', 'c', 'd'],
    endpointZones: async () => ['a', 'b', 'c', 'd'],
    nameServers: async () => ['ns-1.awsdns-00.com', 'ns-2.awsdns-01.org'],
    ...over,
  };
}

async function missing(over: Partial<AwsAccount>, of = topology): Promise<readonly string[]> {
  return (await preflight(of, anAccount(over))).map(({ what, fix }) => `${what} → ${fix}`);
}

test('finds nothing where nothing is missing', async () => {
  expect(await missing({})).toEqual([]);
});

test('names the region that is not bootstrapped, and the command', async () => {
  const bootstrapVersion = async (region: string) => (region === 'us-east-1' ? 28 : undefined);
  expect(await missing({ bootstrapVersion })).toEqual([
    'us-east-2 is not bootstrapped → npx cdk bootstrap aws://123456789012/us-east-2',
  ]);
});

test('takes the oldest bootstrap that carries assets, and none older', async () => {
  expect(await missing({ bootstrapVersion: async () => 6 })).toEqual([]);
  expect(await missing({ bootstrapVersion: async () => 5 })).toHaveLength(2);
});

test('names missing credentials once, not per question and region', async () => {
  const refuse = async () => {
    throw new AccountError('credentials_missing', 'Could not load credentials from any providers');
  };
  expect(await missing({ bootstrapVersion: refuse, functionConcurrency: refuse })).toEqual([
    'no credentials → aws configure sso, or export AWS_PROFILE',
  ]);
});

test('distinguishes a region that gives no answer from one that lacks something', async () => {
  const bootstrapVersion = async (region: string) => {
    if (region === 'us-east-1') throw new AccountError('region_unreachable', 'us-east-1: timeout');
    return 28;
  };
  expect(await missing({ bootstrapVersion })).toEqual([expect.stringMatching(/^no answer from us-east-1 → try again/)]);
});

test('asks for the concurrency that the APIs let through, in both regions', async () => {
  expect(await missing({ functionConcurrency: async () => 999 })).toEqual([
    expect.stringMatching(/^functions in us-east-1 may run 999 times at once → .* --region us-east-1 /),
    expect.stringMatching(/^functions in us-east-2 may run 999 times at once → .* --region us-east-2 /),
  ]);
});

test('NW1 names a zone that the account does not have, and the zones to choose from', async () => {
  const zones = async (region: string) => (region === 'us-east-1' ? ['a', 'c', 'd', 'f'] : ['a', 'b', 'c']);
  expect(await missing({ zones, endpointZones: async () => ['a', 'b', 'c', 'd'] })).toEqual([
    'zone us-east-1b can not be used → say zones.primary in the topology: three of a, c, d',
  ]);
});

test('NW1 names a zone that lacks the endpoint of a service', async () => {
  const endpointZones = async (region: string, service: string) =>
    region === 'us-east-2' && service === 'rds-data' ? ['a', 'b'] : ['a', 'b', 'c', 'd'];
  const [obstacle] = await preflight(topology, anAccount({ endpointZones }));
  expect(obstacle).toMatchObject({ what: 'zone us-east-2c can not be used', why: 'it has no endpoint of rds-data' });
});

test('NW1 takes the zones that the topology says', async () => {
  const chosen = parseTopology('test', {
    account: '123456789012',
    zones: { primary: ['a', 'c', 'd'], secondary: ['a', 'b', 'c'] },
  });
  const zones = async (region: string) => (region === 'us-east-1' ? ['a', 'c', 'd'] : ['a', 'b', 'c']);
  expect(await missing({ zones }, chosen)).toEqual([]);
});

test.each([[[]], [['ns.elsewhere.example']]])('warns of a zone that the public DNS leads to %j', async (servers) => {
  const [obstacle] = await preflight(topology, anAccount({ nameServers: async () => servers }));
  expect(obstacle).toMatchObject({ what: 'dev.redoubt.example is not delegated to Route 53', isWarning: true });
});

test('refuses the account that only the local cloud has', async () => {
  expect(await missing({}, parseTopology('test', {}))).toEqual([expect.stringContaining('no account is chosen')]);
});

test('a mistake of ours is not taken for an obstacle', async () => {
  const bootstrapVersion = async () => {
    throw new TypeError('undefined is not a function');
  };
  await expect(missing({ bootstrapVersion })).rejects.toThrow(TypeError);
});
