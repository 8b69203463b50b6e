import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { regionalStackOf } from '../regional-stack.ts';

/** Services that assume roles with the account that they act for, by the page that says so. */
export const accountOfCaller = {
  'events.amazonaws.com':
    'https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html',
  'lambda.amazonaws.com':
    'https://github.com/aws/agent-toolkit-for-aws/blob/main/skills/specialized-skills/serverless-skills/deploying-custom-domain-rest-api/scripts/lambda-trust-policy.json',
  'states.amazonaws.com': 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
  'vpc-flow-logs.amazonaws.com': 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
} as const;

/** A service that assumes a role for this account alone: nobody else's resource can make it use the role. */
export function serviceOfAccount(scope: Construct, service: keyof typeof accountOfCaller): ServicePrincipal {
  return new ServicePrincipal(service, {
    conditions: { StringEquals: { 'aws:SourceAccount': regionalStackOf(scope).account } },
  });
}
