import { platformValue, regionalStackOf, ServiceFunction } from '@redoubt/cdk-kit';
import { failoverReportKey, regionStateKey } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { evidenceKey } from '../src/domain/evidence.ts';
import {
  grantAnnounce,
  grantHooks,
  grantItems,
  grantPromoteDatabase,
  grantReadDatabase,
  grantWatching,
  heedDrills,
} from './grants.ts';
import { type StageFunctionName, stageBudgets } from './stage-budgets.ts';

/** How long an execution that was heard of is taken to be alive, in signal intervals. */
const workerIntervals = 16;

/** A call, and a rehearsal or one before that is not given up yet. */
const stageConcurrency = 2;

const descriptions: Readonly<Record<StageFunctionName, string>> = {
  'confirm-order': 'Decides once more whether this region is to act',
  'begin-epoch': 'Begins the epoch in which this region is active, or claims the work on it',
  'promote-database': "Makes this region's cluster the writer",
  'wait-lease': 'Waits until leases of the epoch before have ended',
  'open-writes': 'Opens the ledger to payments',
  'recover-services': 'Recovers page by page what the database lost',
  'verify-canary': 'Pays one cent through the shared API name',
  'report-failover': 'Keeps the report on the epoch',
};

/** The functions of the state machine, each with the grants of its stage and nothing else. */
export function stageFunctions(scope: Construct): Readonly<Record<StageFunctionName, ServiceFunction>> {
  const { topology } = regionalStackOf(scope);
  const stage = (name: StageFunctionName) => {
    const fn = new ServiceFunction(scope, idOf(name), {
      service: 'failover',
      name,
      handler: name,
      description: descriptions[name],
      timeout: Duration.seconds(stageBudgets[name].callSeconds),
      concurrencyMax: stageConcurrency,
      environment: { WORKER_MS: String(topology.signalIntervalMs * workerIntervals) },
    });
    grantAnnounce(fn);
    return fn;
  };

  const confirm = stage('confirm-order');
  grantWatching(confirm);
  const begin = stage('begin-epoch');
  grantItems(begin, ['PutItem'], [regionStateKey, evidenceKey(0).replace('0', '*')]);
  const promote = stage('promote-database');
  grantReadDatabase(promote);
  grantPromoteDatabase(promote);
  const lease = stage('wait-lease');
  const open = stage('open-writes');
  grantHooks(open);
  const recover = stage('recover-services');
  grantHooks(recover);
  heedDrills(recover);
  const verify = stage('verify-canary');
  verify.addEnvironment('API_NAME', platformValue(scope, 'apiDomainName'));
  verify.grantSecret({ variable: 'CANARY_KEY_SECRET_ARN', secretArn: platformValue(scope, 'canaryKeySecretArn') });
  const report = stage('report-failover');
  heedDrills(report);
  grantItems(report, ['PutItem'], [failoverReportKey(0).replace('0', '*')]);
  for (const fn of [promote, lease, open, recover, verify]) grantItems(fn, ['PutItem'], [regionStateKey]);

  return {
    'confirm-order': confirm,
    'begin-epoch': begin,
    'promote-database': promote,
    'wait-lease': lease,
    'open-writes': open,
    'recover-services': recover,
    'verify-canary': verify,
    'report-failover': report,
  };
}

/** `confirm-order` → `ConfirmOrder`. */
function idOf(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}
