import { type RecoveryHook, recoveryParameterName, type ServiceName } from '@redoubt/contracts';
import { ArnFormat } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { type RegionalStack, regionalStackOf } from './regional-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** ARN of the function of a hook: its name is fixed, so that a failover may call hooks and nothing else. */
export function hookArn(stack: RegionalStack, service: ServiceName, hook: RecoveryHook): string {
  return stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: physicalName(stack.topology, `${service}-${hook}`),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** A call, and the one before that is not given up yet. */
const hookConcurrency = 2;

/**
 * Publishes what a service offers to a failover, where the failover service looks for it. The function gets capacity of its own,
 * unless it has some: payments must not keep a failover waiting.
 */
export function publishRecoveryHook(
  scope: Construct,
  service: ServiceName,
  hook: RecoveryHook,
  fn: ServiceFunction,
): StringParameter {
  const stack = regionalStackOf(scope);
  const { topology } = stack;
  const expected = physicalName(topology, `${service}-${hook}`);
  const resource = fn.node.defaultChild;
  if (!(resource instanceof CfnFunction) || resource.functionName !== expected) {
    throw new Error(
      `the hook ${hook} of ${service} must be the function ${expected}, got ${fn.node.path}: a failover may call no other`,
    );
  }
  resource.reservedConcurrentExecutions ??= hookConcurrency;
  return new StringParameter(scope, `RecoveryHook-${hook}`, {
    parameterName: recoveryParameterName(topology.environmentSuffix, service, hook),
    description: `Recovery contract of ${service}: ${hook}`,
    stringValue: fn.functionArn,
    tier: ParameterTier.STANDARD,
  });
}
