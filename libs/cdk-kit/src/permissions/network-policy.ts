import { ArnFormat } from 'aws-cdk-lib';
import { Effect, type IRole, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { regionalName } from '../naming.ts';
import { regionalStackOf } from '../regional-stack.ts';
import { wildcardStatement } from './wildcard-grants.ts';

/** Lambda's own calls, under a function's role, to attach the function to its subnets. */
const networkActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

const id = 'NetworkPolicy';

/**
 * Lets Lambda attach a function of this role to its subnets; one policy for all functions of a stack.
 *
 * The code of a function runs under the same role. It is denied these calls: only Lambda makes them without naming a function.
 */
export function grantNetwork(scope: Construct, role: IRole): ManagedPolicy {
  const stack = regionalStackOf(scope);
  const found = stack.node.tryFindChild(id);
  const policy = found instanceof ManagedPolicy ? found : networkPolicy(scope);
  policy.attachToRole(role);
  return policy;
}

function networkPolicy(scope: Construct): ManagedPolicy {
  const stack = regionalStackOf(scope);
  const anyFunction = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new ManagedPolicy(stack, id, {
    managedPolicyName: regionalName(stack.topology, stack.region, `${stack.component}-function-network`),
    description: 'Lambda attaches functions to their subnets',
    statements: [
      wildcardStatement('NetworkInterfacesOfFunctions', { actions: networkActions, resources: ['*'] }),
      wildcardStatement('NetworkInterfacesNotForCode', {
        effect: Effect.DENY,
        actions: networkActions,
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': anyFunction } },
      }),
    ],
  });
}
