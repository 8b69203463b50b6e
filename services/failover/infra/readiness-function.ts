import {
  ledgerInstanceNames,
  platformValue,
  regionalStackOf,
  ServiceFunction,
  wildcardStatement,
} from '@redoubt/cdk-kit';
import { ArnFormat, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { FailoverMachine } from './failover-machine.ts';
import { grantGrounds } from './grants.ts';

/** Two surveys at a time, each with a deadline, and what is asked before them. */
const timeout = Duration.seconds(60);

/** One of the schedule, and one that a person calls. */
const concurrencyMax = 2;

/** The platform's global tables, by the parameters of their names. */
const tables = ['journalTableName', 'regionStateTableName', 'sessionTableName'] as const;

/**
 * Looks at both regions and says what differs. It may describe what the environment has in either region, and change nothing; values of
 * secrets it can't read.
 */
export function readinessFunction(
  scope: Construct,
  { machine }: { readonly machine: FailoverMachine },
): ServiceFunction {
  const stack = regionalStackOf(scope);
  const { account, peerRegion, topology } = stack;
  const fn = new ServiceFunction(scope, 'CheckReadiness', {
    service: 'failover',
    name: 'check-readiness',
    handler: 'check-readiness',
    description: 'Says what would make a takeover by the standby worse than it has to be',
    timeout,
    concurrencyMax,
    environment: {
      ...{ ACCOUNT: account, MACHINE_NAME: machine.name },
      TABLES: tables.map((name) => platformValue(scope, name)).join(','),
      API_NAME: platformValue(scope, 'apiDomainName'),
      OWN_API_NAME: platformValue(scope, 'apiRegionalDomainName'),
      PEER_API_NAME: platformValue(scope, 'apiPeerDomainName'),
    },
  });
  grantGrounds(fn);
  const { environmentSuffix: suffix } = topology;
  const inBoth = (service: string, resource: string, resourceName: string, arnFormat?: ArnFormat): string[] =>
    [stack.region, peerRegion].map((region) =>
      stack.formatArn({ service, region, resource, resourceName, ...(arnFormat === undefined ? {} : { arnFormat }) }),
    );
  const allow = (actions: string[], resources: string[]) =>
    fn.addToRolePolicy(new PolicyStatement({ actions, resources }));
  const colon = ArnFormat.COLON_RESOURCE_NAME;
  allow(['ssm:GetParametersByPath'], inBoth('ssm', 'parameter', `payment/${suffix}`));
  allow(
    ['dynamodb:DescribeTable'],
    tables.flatMap((name) => inBoth('dynamodb', 'table', platformValue(scope, name))),
  );
  allow(['rds:DescribeDBClusters'], inBoth('rds', 'cluster', platformValue(scope, 'ledgerClusterId'), colon));
  allow(
    ['rds:DescribeDBInstances'],
    ledgerInstanceNames(topology).flatMap((name) => inBoth('rds', 'db', name, colon)),
  );
  allow(['states:DescribeStateMachine'], inBoth('states', 'stateMachine', machine.name, colon));
  // None of these has a resource to name: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
  fn.addToRolePolicy(
    wildcardStatement('ListsOfRegion', {
      actions: ['cloudformation:ListStacks', 'events:ListRules', 'lambda:GetAccountSettings', 'lambda:ListFunctions'],
      resources: ['*'],
    }),
  );
  fn.addToRolePolicy(
    wildcardStatement('ThingsOfEnvironment', {
      actions: ['cloudformation:GetTemplate', 'lambda:GetFunctionConcurrency', 'secretsmanager:DescribeSecret'],
      resources: [
        ...inBoth('cloudformation', 'stack', `*-${suffix}/*`),
        ...inBoth('lambda', 'function', `*-${suffix}`, colon),
        // Secrets Manager appends six random characters to each name.
        ...inBoth('secretsmanager', 'secret', `*-${suffix}-??????`, colon),
      ],
    }),
  );
  return fn;
}
