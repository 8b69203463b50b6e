import { regionalName, regionalStackOf, wildcardStatement } from '@redoubt/cdk-kit';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/**
 * Lets API Gateway write access logs: a setting of the account in this region, without which no stage may name a log.
 *
 * Environments that share an account share the setting: one of them owns it, the others say `accountSettings: 'elsewhere'`.
 */
export function apiLogging(scope: Construct): void {
  const { topology, region } = regionalStackOf(scope);
  const role = new Role(scope, 'ApiLoggingRole', {
    roleName: regionalName(topology, region, 'api-logging'),
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    description: 'API Gateway writes access logs',
    inlinePolicies: {
      logs: new PolicyDocument({
        statements: [
          wildcardStatement('AccessLogsOfApis', {
            actions: [
              'logs:CreateLogGroup',
              'logs:CreateLogStream',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
              'logs:FilterLogEvents',
              'logs:GetLogEvents',
              'logs:PutLogEvents',
            ],
            resources: ['*'],
          }),
        ],
      }),
    },
  });
  new CfnAccount(scope, 'ApiLogging', { cloudWatchRoleArn: role.roleArn });
}
