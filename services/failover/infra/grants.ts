import { platformValue, regionalStackOf, type ServiceFunction, wildcardStatement } from '@redoubt/cdk-kit';
import { servicesParameterPath } from '@redoubt/contracts';
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

/** Lets a function ask what the global database is doing, through this region's endpoint. */
export function grantSeeDatabase(fn: ServiceFunction): void {
  fn.addEnvironment('GLOBAL_CLUSTER_ID', platformValue(fn, 'ledgerGlobalClusterId'));
  fn.addEnvironment('CLUSTER_ARN', platformValue(fn, 'ledgerClusterArn'));
  fn.addToRolePolicy(
    new PolicyStatement({ actions: ['rds:DescribeGlobalClusters'], resources: [globalClusterArn(fn)] }),
  );
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
  const functionsArn = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: `*-${environmentSuffix}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  fn.addToRolePolicy(
    wildcardStatement('HooksOfServices', { actions: ['lambda:InvokeFunction'], resources: [functionsArn] }),
  );
}

/** Lets a function tell people. The topic is encrypted, so who publishes needs its key. */
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

/** Gives a function what it needs to look at the other region by all three signals. */
export function grantLookout(fn: ServiceFunction): void {
  const { topology, region } = regionalStackOf(fn);
  fn.addEnvironment('PEER_API_NAME', platformValue(fn, 'apiPeerDomainName'));
  fn.addEnvironment('SIGNAL_INTERVAL_MS', platformValue(fn, 'signalIntervalMs'));
  fn.addEnvironment('SIGNAL_BREACHES_TO_ACT', String(topology.signalDamping.breachesToAct));
  grantSeeDatabase(fn);
  grantItems(fn, ['PutItem'], [`replica#${region}`]);
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
