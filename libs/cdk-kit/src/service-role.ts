import { ArnFormat } from 'aws-cdk-lib';
import { Effect, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { physicalName, regionalName } from './naming.ts';
import { regionalStackOf } from './regional-stack.ts';
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

/**
 * Role of one function: it may stand in its subnets and write its own log, and nothing else until something is granted.
 *
 * AWS' managed policies for this would let the function write every log group of the account, and let its code manage
 * network interfaces.
 *
 * @param functionType the function's name without the environment suffix
 */
export function serviceRole(scope: Construct, id: string, functionType: string): Role {
  const stack = regionalStackOf(scope);
  const functionName = physicalName(stack.topology, functionType);
  const role = new Role(scope, id, {
    roleName: regionalName(stack.topology, stack.region, functionType),
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Role of the function ${functionName}`,
  });
  const logGroupArn = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `/aws/lambda/${functionName}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  role.addToPolicy(
    wildcardStatement('LogStreamsOfOwnGroup', {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [`${logGroupArn}:*`],
    }),
  );
  role.addToPolicy(wildcardStatement('NetworkInterfacesOfFunctions', { actions: networkActions, resources: ['*'] }));
  role.addToPolicy(
    wildcardStatement('NetworkInterfacesNotForCode', {
      effect: Effect.DENY,
      actions: networkActions,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArnOf(scope, functionName) } },
    }),
  );
  return role;
}

/** ARN of a function in the stack's region, by its name. */
function functionArnOf(scope: Construct, functionName: string): string {
  return regionalStackOf(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
