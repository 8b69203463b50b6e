import { regionalStackOf } from '@redoubt/cdk-kit';
import { type PlatformParameter, platformParameterName, platformParameters } from '@redoubt/contracts';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/** A value for everything that the contract lists: a missing or a surplus one does not compile. */
export type PlatformValues = Readonly<Record<PlatformParameter, string>>;

/** The part of the contract that one construct keeps. */
export type ValuesOf<Parameters extends PlatformParameter> = Pick<PlatformValues, Parameters>;

/** Publishes what platform promises to services in the region's Parameter Store. */
export function publishParameters(scope: Construct, values: PlatformValues): void {
  const { topology } = regionalStackOf(scope);
  for (const [parameter, stringValue] of Object.entries(values) as [PlatformParameter, string][]) {
    new StringParameter(scope, `Parameter-${parameter}`, {
      parameterName: platformParameterName(topology.environmentSuffix, parameter),
      description: `Platform to services: ${platformParameters[parameter]}`,
      stringValue,
      tier: ParameterTier.STANDARD,
    });
  }
}
