import { type PlatformParameter, platformParameterName, platformParameters } from '@redoubt/contracts';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

function published(seat: (typeof seats)[number]): ReadonlyMap<string, unknown> {
  const parameters = Object.values(templates[seat].findResources('AWS::SSM::Parameter'));
  return new Map(parameters.map(({ Properties }) => [Properties.Name as string, Properties.Value]));
}

test.each(seats)('CF1 the %s publishes exactly what the contract lists', (seat) => {
  const promised = Object.keys(platformParameters).map((key) => platformParameterName('dev', key as PlatformParameter));
  expect([...published(seat).keys()].sort()).toEqual(promised.sort());
});

test('CF2 a value that names no region is the same in both', () => {
  const normal = (seat: (typeof seats)[number]) =>
    [...published(seat)].map(([name, value]) => [name, JSON.stringify(value).replaceAll(/us-east-[12]/g, 'region')]);
  expect(normal('secondary')).toEqual(normal('primary'));
});

test('DL5 each region’s values lead to that region', () => {
  const parameter = (seat: (typeof seats)[number], name: PlatformParameter) =>
    published(seat).get(platformParameterName('dev', name));
  expect(parameter('secondary', 'ledgerClusterArn')).toBe(
    'arn:aws:rds:us-east-2:000000000000:cluster:ledger-cluster-dev',
  );
  expect(parameter('secondary', 'journalTableArn')).toBe(
    'arn:aws:dynamodb:us-east-2:000000000000:table/journal-table-dev',
  );
  expect(parameter('secondary', 'apiRegionalDomainName')).toBe('us-east-2.api.dev.redoubt.example');
  expect(parameter('secondary', 'apiPeerDomainName')).toBe('us-east-1.api.dev.redoubt.example');
});

test('DB3 a secret is published without its random ending, which only one of the regions knows', () => {
  const arn = published('primary').get(platformParameterName('dev', 'ledgerWriterSecretArn'));
  expect(arn).toBe('arn:aws:secretsmanager:us-east-1:000000000000:secret:ledger-writer-secret-dev');
});

test('CF3 what is sensitive is a secret: parameters hold its name, never its value', () => {
  for (const seat of seats)
    expect(JSON.stringify([...published(seat)])).not.toMatch(/resolve:secretsmanager|SecureString/);
  templates.primary.resourceCountIs('AWS::SecretsManager::Secret', 8);
});
