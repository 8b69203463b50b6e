import { type FactKind, type Facts, factKinds, type RegionFacts } from '../../src/domain/readiness/region-facts.ts';

/** Facts of a region where nothing is wrong: one or two subjects of each kind. */
const soundFacts: Readonly<Record<FactKind, Facts>> = {
  stack: { failover: 'complete', transactions: 'complete' },
  template: { failover: '0a1b', transactions: '2c3d' },
  function_code: { 'transactions-recover-dev': 'sha-of-recover', 'failover-watch-dev': 'sha-of-watch' },
  function_setting: {
    'transactions-recover-dev.timeout': '300',
    'failover-watch-dev.variable.DWELL_SECONDS': '900',
  },
  function_concurrency: { 'failover-watch-dev': '3', 'transactions-get-payment-dev': 'none' },
  account_quota: { 'concurrent-executions': '5000' },
  parameter: { '/payment/dev/regions/lease-ms': '1000', '/payment/dev/services/transactions/recovery/open': 'arn' },
  secret: { 'canary-key-secret-dev': 'version-2' },
  table: { 'journal-table-dev': 'ACTIVE STRONG, key pk,sk' },
  rule: { 'default/failover-watch-schedule-dev': 'ENABLED rate(1 minute)' },
  state_machine: { 'failover-machine-dev': '4e5f' },
  database: { 'ledger-cluster-dev.status': 'available', 'ledger-cluster-dev.version': '17.7' },
};

/** Facts of a sound region; a test changes what matters to it. `undefined` takes a subject away, a text makes a whole kind silent. */
export function someFacts(
  over: Partial<Record<FactKind, Readonly<Record<string, string | undefined>> | string>> = {},
): RegionFacts {
  return Object.fromEntries(
    factKinds.map((kind) => {
      const change = over[kind];
      if (typeof change === 'string') return [kind, { outcome: 'silent', reason: change }];
      const facts = Object.entries({ ...soundFacts[kind], ...change }).filter(([, text]) => text !== undefined);
      return [kind, { outcome: 'told', facts: Object.fromEntries(facts) }];
    }),
  ) as RegionFacts;
}

/** A region that does not answer at all. */
export function silence(reason: string): RegionFacts {
  return someFacts(Object.fromEntries(factKinds.map((kind) => [kind, reason])));
}
