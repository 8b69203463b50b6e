import type { ReadinessFinding } from '@redoubt/contracts';
import { describe, expect, test } from 'vitest';
import { compareRegions } from '../../../src/domain/readiness/compare-regions.ts';
import type { RegionFacts } from '../../../src/domain/readiness/region-facts.ts';
import { silence, someFacts } from '../../support/region-facts.ts';

const [active, standby] = ['us-east-1', 'us-east-2'] as const;

function compare(there: RegionFacts, here: RegionFacts = someFacts()) {
  return compareRegions({ region: active, facts: here }, { region: standby, facts: there });
}

test('two regions that are the same differ in nothing', () => {
  expect(compare(someFacts())).toEqual({
    findings: [],
    compared: {
      ...{ stack: 2, template: 2, function_code: 2, function_setting: 2, function_concurrency: 2, account_quota: 1 },
      ...{ parameter: 2, secret: 1, table: 1, rule: 1, state_machine: 1, database: 2 },
    },
  });
});

/** Differences planted into the standby, one at a time. */
const planted: readonly (readonly [
  string,
  Parameters<typeof someFacts>[0],
  Omit<ReadinessFinding, 'grade' | 'region'>,
])[] = [
  [
    'code of another version',
    { function_code: { 'transactions-recover-dev': 'sha-of-yesterday' } },
    {
      kind: 'function_code',
      subject: 'transactions-recover-dev',
      got: 'sha-of-yesterday',
      expected: 'sha-of-recover',
      mend: 'npx nx deploy transactions',
    },
  ],
  [
    'a function that was never deployed',
    { function_code: { 'failover-watch-dev': undefined } },
    {
      kind: 'function_code',
      subject: 'failover-watch-dev',
      got: 'nothing',
      expected: 'sha-of-watch',
      mend: 'npx nx deploy failover',
    },
  ],
  [
    'a shorter timeout, changed by hand',
    { function_setting: { 'transactions-recover-dev.timeout': '3' } },
    {
      kind: 'function_setting',
      subject: 'transactions-recover-dev.timeout',
      got: '3',
      expected: '300',
      mend: 'npx nx deploy transactions',
    },
  ],
  [
    'less reserved concurrency',
    { function_concurrency: { 'failover-watch-dev': '1' } },
    {
      kind: 'function_concurrency',
      subject: 'failover-watch-dev',
      got: '1',
      expected: '3',
      mend: 'aws lambda put-function-concurrency --region us-east-2 --function-name failover-watch-dev --reserved-concurrent-executions 3',
    },
  ],
  [
    'a concurrency quota that was never raised',
    { account_quota: { 'concurrent-executions': '1000' } },
    {
      kind: 'account_quota',
      subject: 'concurrent-executions',
      got: '1000',
      expected: '5000',
      mend: 'aws service-quotas request-service-quota-increase --region us-east-2 --service-code lambda --quota-code L-B99A9384 --desired-value 5000',
    },
  ],
  [
    'a parameter with another value',
    { parameter: { '/payment/dev/regions/lease-ms': '60000' } },
    {
      kind: 'parameter',
      subject: '/payment/dev/regions/lease-ms',
      got: '60000',
      expected: '1000',
      mend: 'npx nx deploy platform',
    },
  ],
  [
    'a hook that is not published',
    { parameter: { '/payment/dev/services/transactions/recovery/open': undefined } },
    {
      kind: 'parameter',
      subject: '/payment/dev/services/transactions/recovery/open',
      got: 'nothing',
      expected: 'arn',
      mend: 'npx nx deploy transactions',
    },
  ],
  [
    'an older version of a secret',
    { secret: { 'canary-key-secret-dev': 'version-1' } },
    {
      kind: 'secret',
      subject: 'canary-key-secret-dev',
      got: 'version-1',
      expected: 'version-2',
      mend: 'aws secretsmanager replicate-secret-to-regions --region us-east-1 --secret-id canary-key-secret-dev --add-replica-regions Region=us-east-2 --force-overwrite-replica-secret',
    },
  ],
  [
    'a table whose copy is not there yet',
    { table: { 'journal-table-dev': 'us-east-2 CREATING STRONG, key pk,sk' } },
    {
      kind: 'table',
      subject: 'journal-table-dev',
      got: 'us-east-2 CREATING STRONG, key pk,sk',
      expected: 'ACTIVE',
      mend: 'aws dynamodb describe-table --region us-east-2 --table-name journal-table-dev',
    },
  ],
  [
    'a schedule that was switched off',
    { rule: { 'default/failover-watch-schedule-dev': 'DISABLED rate(1 minute)' } },
    {
      kind: 'rule',
      subject: 'default/failover-watch-schedule-dev',
      got: 'DISABLED rate(1 minute)',
      expected: 'ENABLED',
      mend: 'aws events enable-rule --region us-east-2 --event-bus-name default --name failover-watch-schedule-dev',
    },
  ],
  [
    'another definition of the state machine',
    { state_machine: { 'failover-machine-dev': '0000' } },
    {
      kind: 'state_machine',
      subject: 'failover-machine-dev',
      got: '0000',
      expected: '4e5f',
      mend: 'npx nx deploy failover',
    },
  ],
  [
    'another minor version of the engine',
    { database: { 'ledger-cluster-dev.version': '17.5' } },
    {
      kind: 'database',
      subject: 'ledger-cluster-dev.version',
      got: '17.5',
      expected: '17.7',
      mend: 'aws rds describe-db-clusters --region us-east-2; then npx nx deploy platform',
    },
  ],
  [
    'a stack that was rolled back',
    { stack: { transactions: 'update_rollback_complete' } },
    {
      kind: 'stack',
      subject: 'transactions',
      got: 'update_rollback_complete',
      expected: 'complete',
      mend: 'npx nx deploy transactions',
    },
  ],
  [
    'a template of another version',
    { template: { failover: 'ffff' } },
    { kind: 'template', subject: 'failover', got: 'ffff', expected: '0a1b', mend: 'npx nx deploy failover' },
  ],
];

test.each(planted)('a standby with %s is one finding, with the command that mends it', (_, change, finding) => {
  expect(compare(someFacts(change)).findings).toEqual([{ ...finding, grade: 'mend', region: standby }]);
});

test('the standby is held against the active region, not the other way round', () => {
  const findings = compare(someFacts(), someFacts({ account_quota: { 'concurrent-executions': '1000' } })).findings;
  expect(findings).toMatchObject([{ region: standby, got: '5000', expected: '1000' }]);
});

test('what is wrong in the active region is named there, and in both where it is wrong in both', () => {
  const off = someFacts({ rule: { 'default/failover-watch-schedule-dev': 'DISABLED rate(1 minute)' } });
  expect(compare(someFacts(), off).findings).toMatchObject([{ kind: 'rule', region: active }]);
  expect(compare(off, off).findings).toMatchObject([
    { kind: 'rule', region: active },
    { kind: 'rule', region: standby },
  ]);
});

describe('a region that tells nothing', () => {
  test('is one finding, and is compared with nothing', () => {
    const { findings, compared } = compare(silence('TimeoutError'));
    expect(findings).toMatchObject([
      { kind: 'region_silent', grade: 'mend', region: standby, subject: standby, got: 'TimeoutError' },
    ]);
    expect(compared).toEqual({});
  });

  test('in one part is compared in the others', () => {
    const { findings, compared } = compare(
      someFacts({ secret: 'AccessDeniedException', template: { failover: 'ffff' } }),
    );
    expect(findings.map(({ kind, subject, got }) => [kind, subject, got])).toEqual([
      ['unread', 'secret', 'AccessDeniedException'],
      ['template', 'failover', 'ffff'],
    ]);
    expect(compared).not.toHaveProperty('secret');
  });

  test('leaves what is wrong in the other one to be named', () => {
    const off = someFacts({ rule: { 'default/failover-watch-schedule-dev': 'DISABLED rate(1 minute)' } });
    expect(
      compareRegions({ region: active, facts: silence('gone') }, { region: standby, facts: off }).findings,
    ).toMatchObject([
      { kind: 'region_silent', region: active },
      { kind: 'rule', region: standby },
    ]);
  });
});

test('long values are cut', () => {
  const long = 'x'.repeat(500);
  const [finding] = compare(someFacts({ parameter: { '/payment/dev/regions/lease-ms': long } })).findings;
  expect(finding?.got).toBe(`${'x'.repeat(160)}…`);
});
