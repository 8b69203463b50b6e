import {
  hookArn,
  ledgerInstanceNames,
  platformValue,
  regionalStackOf,
  type ServiceFunction,
  wildcardStatement,
} from '@redoubt/cdk-kit';
import { recoveryHooks, serviceNames, servicesParameterPath } from '@redoubt/contracts';
import { ArnFormat } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Lets a function change items of the region-state table, and only those with the given partition keys. */
export function grantItems(fn: ServiceFunction, actions: readonly ItemAction[], keys: readonly string[]): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [platformValue(fn, 'regionStateTableArn')],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } },
    }),
  );
}
type ItemAction = 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** Lets a function read the state of the global database and of its own cluster, through this region's endpoints. */
export function grantReadDatabase(fn: ServiceFunction): void {
  const clusterArn = platformValue(fn, 'ledgerClusterArn');
  fn.addEnvironment('GLOBAL_CLUSTER_ID', platformValue(fn, 'ledgerGlobalClusterId'));
  fn.addEnvironment('CLUSTER_ARN', clusterArn);
  fn.addEnvironment('CLUSTER_ID', platformValue(fn, 'ledgerClusterId'));
  const stack = regionalStackOf(fn);
  const instances = ledgerInstanceNames(stack.topology);
  fn.addEnvironment('INSTANCE_IDS', instances.join(','));
  fn.addEnvironment('PEER_REGION', stack.peerRegion);
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['rds:DescribeGlobalClusters'], resources: [globalClusterArn(fn)] }),
  );
  fn.addToRolePolicy(new PolicyStatement({ actions: ['rds:DescribeDBClusters'], resources: [clusterArn] }));
  const instanceArn = (resourceName: string) =>
    stack.formatArn({ service: 'rds', resource: 'db', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['rds:DescribeDBInstances'], resources: instances.map(instanceArn) }),
  );
}

/** Lets a function read how far this region's replica is behind. */
export function grantReplicaLag(fn: ServiceFunction): void {
  fn.addToRolePolicy(wildcardStatement('ReplicationLag', { actions: ['cloudwatch:GetMetricData'], resources: ['*'] }));
}

/**
 * Lets a function promote this region's cluster. RDS authorizes the call against the global cluster and both its members,
 * so the other region's cluster is named although nothing is asked of that region.
 */
export function grantPromoteDatabase(fn: ServiceFunction): void {
  const stack = regionalStackOf(fn);
  const peerCluster = stack.formatArn({
    service: 'rds',
    region: stack.peerRegion,
    resource: 'cluster',
    resourceName: platformValue(fn, 'ledgerClusterId'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['rds:FailoverGlobalCluster'],
      resources: [globalClusterArn(fn), platformValue(fn, 'ledgerClusterArn'), peerCluster],
    }),
  );
}

/** Lets a function find and call the hooks that services publish. */
export function grantHooks(fn: ServiceFunction): void {
  const stack = regionalStackOf(fn);
  const { environmentSuffix } = stack.topology;
  // Who may read a path may read all below it: no wildcard is needed.
  const hooksArn = stack.formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: servicesParameterPath(environmentSuffix).slice(1),
  });
  fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [hooksArn] }));
  const functionArns = serviceNames.flatMap((service) => recoveryHooks.map((hook) => hookArn(stack, service, hook)));
  fn.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functionArns }));
}

/** Lets a function publish to the alarm topic. The topic is encrypted, so a publisher needs its key. */
export function grantAnnounce(fn: ServiceFunction): void {
  const topicArn = platformValue(fn, 'alarmTopicArn');
  fn.addEnvironment('ALARM_TOPIC_ARN', topicArn);
  fn.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] }));
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [platformValue(fn, 'keyArn')],
    }),
  );
}

/** Says to a function whether a drill's faults are heeded. */
export function heedDrills(fn: ServiceFunction): void {
  fn.addEnvironment('DRILLS', regionalStackOf(fn).topology.drills ? 'heeded' : 'ignored');
}

/** Gives a function how sure it must be. */
export function addDamping(fn: ServiceFunction): void {
  const { windowLength, bookingSeconds, dwellSeconds, movesPerHourMax } = regionalStackOf(fn).topology.signalDamping;
  fn.addEnvironment('SIGNAL_INTERVAL_MS', platformValue(fn, 'signalIntervalMs'));
  fn.addEnvironment('SIGNAL_WINDOW_LENGTH', String(windowLength));
  fn.addEnvironment('BOOKING_SECONDS', String(bookingSeconds));
  fn.addEnvironment('DWELL_SECONDS', String(dwellSeconds));
  fn.addEnvironment('MOVES_PER_HOUR_MAX', String(movesPerHourMax));
}

/** Lets a function observe the other region, and find out whether this one could take over. */
export function grantWatching(fn: ServiceFunction): void {
  addDamping(fn);
  fn.addEnvironment('PEER_API_NAME', platformValue(fn, 'apiPeerDomainName'));
  fn.addEnvironment('OWN_API_NAME', platformValue(fn, 'apiRegionalDomainName'));
  addFailoverMode(fn);
  grantGrounds(fn);
}

/** Says to a function whether a failover that is due waits for a person. */
export function addFailoverMode(fn: ServiceFunction): void {
  const { failoverMode, approval } = regionalStackOf(fn).topology;
  fn.addEnvironment('FAILOVER_MODE', failoverMode);
  fn.addEnvironment('APPROVAL_SECONDS', String(approval.waitSeconds));
  fn.addEnvironment('APPROVAL_AFTERWARDS', approval.afterwards);
}

/** Lets a function find out whether this region could take over. */
export function grantGrounds(fn: ServiceFunction): void {
  fn.addEnvironment('JOURNAL_TABLE', platformValue(fn, 'journalTableName'));
  grantReadDatabase(fn);
  grantHooks(fn);
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem'],
      resources: [platformValue(fn, 'journalTableArn')],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['journal'] } },
    }),
  );
}

function globalClusterArn(fn: ServiceFunction): string {
  return regionalStackOf(fn).formatArn({
    service: 'rds',
    region: '',
    resource: 'global-cluster',
    resourceName: platformValue(fn, 'ledgerGlobalClusterId'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
