import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { ValidationStack } from './validation-stack.ts';

/** The service's stacks, the primary's first: it makes the table in both regions. */
export function validationInBothRegions(
  app: App,
  topology: Topology,
): { readonly primary: ValidationStack; readonly secondary: ValidationStack } {
  const primary = new ValidationStack(app, { topology, seat: 'primary' });
  const secondary = new ValidationStack(app, { topology, seat: 'secondary' });
  secondary.addStackDependency(primary);
  return { primary, secondary };
}
