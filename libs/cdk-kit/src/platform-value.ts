import { type PlatformParameter, platformParameterName, platformParameters } from '@redoubt/contracts';
import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { regionalStackOf } from './regional-stack.ts';

/**
 * A value that platform publishes, read from the region's Parameter Store when the stack is deployed.
 *
 * One parameter of the template per name and stack: the platform's values are all that ties the apps together.
 */
export function platformValue(scope: Construct, parameter: PlatformParameter): string {
  const stack = regionalStackOf(scope);
  const id = `Platform${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`;
  const found = stack.node.tryFindChild(id);
  if (found instanceof CfnParameter) return found.valueAsString;
  return new CfnParameter(stack, id, {
    type: 'AWS::SSM::Parameter::Value<String>',
    default: platformParameterName(stack.topology.environmentSuffix, parameter),
    description: `platform: ${platformParameters[parameter]}`,
  }).valueAsString;
}

/** A value that platform publishes as a list joined by commas. */
export function platformValues(scope: Construct, parameter: PlatformParameter): string[] {
  return Fn.split(',', platformValue(scope, parameter));
}
