import { ArnFormat } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { physicalName, regionalName } from '../naming.ts';
import { regionalStackOf } from '../regional-stack.ts';
import { serviceOfAccount } from './service-principal.ts';
import { wildcardStatement } from './wildcard-grants.ts';

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
    assumedBy: serviceOfAccount(scope, 'lambda.amazonaws.com'),
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
  return role;
}
