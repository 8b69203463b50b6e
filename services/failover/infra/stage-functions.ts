import { platformValue, regionalStackOf, ServiceFunction } from '@redoubt/cdk-kit';
import { failoverReportKey, latchKey, regionStateKey } from '@redoubt/contracts';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  grantAnnounce,
  grantHooks,
  grantItems,
  grantLookout,
  grantPromoteDatabase,
  grantSeeDatabase,
} from './grants.ts';
import { type StageFunctionName, stageBudgets } from './stage-budgets.ts';

const descriptions: Readonly<Record<StageFunctionName, string>> = {
  'confirm-failure': 'Looks once more at the region that seems lost',
  'bump-epoch': 'Begins the next epoch, in which this region is active',
  'promote-database': "Asks Aurora to make this region's cluster the writer",
  'database-is-writer': "Waits until this region's cluster is the writer",
  'latch-traffic': 'Holds traffic away from the region that is lost',
  'open-writes': 'Waits out the old leases and opens the ledger',
  'recover-services': 'Lets every service bring back what the database lost',
  'verify-canary': 'Pays one cent through the shared API name',
  'report-failover': 'Keeps what was seen, done and achieved',
};

/** The functions of the state machine, each with what its stage does and nothing else. */
export function stageFunctions(scope: Construct): Readonly<Record<StageFunctionName, ServiceFunction>> {
  const { region, peerRegion } = regionalStackOf(scope);
  const stage = (name: StageFunctionName) => {
    const fn = new ServiceFunction(scope, idOf(name), {
      service: 'failover',
      name,
      handler: name,
      description: descriptions[name],
      timeout: Duration.seconds(stageBudgets[name].callSeconds),
    });
    grantAnnounce(fn);
    return fn;
  };

  const confirm = stage('confirm-failure');
  grantLookout(confirm);
  const bump = stage('bump-epoch');
  grantItems(bump, ['PutItem'], [regionStateKey]);
  const promote = stage('promote-database');
  grantSeeDatabase(promote);
  grantPromoteDatabase(promote);
  const writer = stage('database-is-writer');
  grantSeeDatabase(writer);
  const latch = stage('latch-traffic');
  grantItems(latch, ['PutItem'], [latchKey(peerRegion)]);
  grantItems(latch, ['DeleteItem'], [latchKey(region)]);
  const open = stage('open-writes');
  grantHooks(open);
  const recover = stage('recover-services');
  grantHooks(recover);
  const verify = stage('verify-canary');
  verify.addEnvironment('API_NAME', platformValue(scope, 'apiDomainName'));
  const report = stage('report-failover');
  grantItems(report, ['PutItem'], [failoverReportKey(0).replace('0', '*')]);

  for (const fn of [promote, writer, open, recover, verify]) grantItems(fn, ['PutItem'], [regionStateKey]);

  return {
    'confirm-failure': confirm,
    'bump-epoch': bump,
    'promote-database': promote,
    'database-is-writer': writer,
    'latch-traffic': latch,
    'open-writes': open,
    'recover-services': recover,
    'verify-canary': verify,
    'report-failover': report,
  };
}

/** `confirm-failure` → `ConfirmFailure`. */
function idOf(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
}
