import type { Seat } from '@redoubt/contracts';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

interface GlobalTable {
  readonly TableName: string;
  readonly BillingMode: string;
  readonly MultiRegionConsistency?: string;
  readonly GlobalTableWitnesses?: readonly { readonly Region: string }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName: string };
  readonly GlobalSecondaryIndexes?: readonly { readonly IndexName: string }[];
  readonly Replicas: readonly {
    readonly Region: string;
    readonly PointInTimeRecoverySpecification: { readonly PointInTimeRecoveryEnabled: boolean };
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  }[];
}

function table(name: string, seat: Seat = 'primary'): GlobalTable {
  const tables = Object.values(templates[seat].findResources('AWS::DynamoDB::GlobalTable'));
  const found = tables.map(({ Properties }) => Properties as GlobalTable).find(({ TableName }) => TableName === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}

const strongTables = ['journal', 'region-state', 'session', 'settings', 'access'].map((name) => `${name}-table-dev`);

test.each(strongTables)('%s is strongly consistent over three regions', (name) => {
  const { MultiRegionConsistency, GlobalTableWitnesses, Replicas } = table(name);
  expect(MultiRegionConsistency).toBe('STRONG');
  expect(GlobalTableWitnesses).toEqual([{ Region: 'us-west-2' }]);
  expect(Replicas.map(({ Region }) => Region).sort()).toEqual(['us-east-1', 'us-east-2']);
});

test.each(strongTables)('%s has nothing that strong consistency excludes', (name) => {
  const strong = table(name);
  expect(strong.TimeToLiveSpecification).toBeUndefined();
  expect(strong).not.toHaveProperty('LocalSecondaryIndexes');
});

test('DB6 sessions are a global table: on demand, restorable to any second, found by user', () => {
  const session = table('session-table-dev');
  expect(session.BillingMode).toBe('PAY_PER_REQUEST');
  expect(session.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['by-user']);
  for (const replica of session.Replicas) {
    expect(replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
  }
});

test('RG3 each copy of a table carries the role of the region it is in', () => {
  const roles = table('journal-table-dev').Replicas.map(({ Region, Tags }) => [
    Region,
    Tags.find(({ Key }) => Key === 'DR-Role')?.Value,
  ]);
  expect(Object.fromEntries(roles)).toEqual({ 'us-east-1': 'primary', 'us-east-2': 'secondary' });
});

test('what merchants may send is counted in a table of each region’s own, which forgets', () => {
  for (const [seat, region] of [
    ['primary', 'us-east-1'],
    ['secondary', 'us-east-2'],
  ] as const) {
    const limits = table('limits-table-dev', seat);
    expect(limits.Replicas.map(({ Region }) => Region)).toEqual([region]);
    expect(limits.MultiRegionConsistency).toBeUndefined();
    expect(limits.TimeToLiveSpecification?.AttributeName).toBe('expiresAt');
  }
});

test('a table of all regions is made once, by the primary’s stack', () => {
  templates.primary.resourceCountIs('AWS::DynamoDB::GlobalTable', strongTables.length + 1);
  templates.secondary.resourceCountIs('AWS::DynamoDB::GlobalTable', 1);
});
