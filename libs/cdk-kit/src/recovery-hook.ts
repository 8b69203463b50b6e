import { type RecoveryHook, recoveryParameterName, type ServiceName } from '@redoubt/contracts';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { regionalStackOf } from './regional-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** Publishes what a service offers to a failover, where the failover service looks for it. */
export function publishRecoveryHook(
  scope: Construct,
  service: ServiceName,
  hook: RecoveryHook,
  fn: ServiceFunction,
): StringParameter {
  const { topology } = regionalStackOf(scope);
  return new StringParameter(scope, `RecoveryHook-${hook}`, {
    parameterName: recoveryParameterName(topology.environmentSuffix, service, hook),
    description: `Recovery contract of ${service}: ${hook}`,
    stringValue: fn.functionArn,
    tier: ParameterTier.STANDARD,
  });
}
