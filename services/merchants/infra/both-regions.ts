import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { MerchantsStack } from './merchants-stack.ts';

/** The service's stacks. Neither makes anything for the other: the table is the platform's. */
export function merchantsInBothRegions(
  app: App,
  topology: Topology,
): { readonly primary: MerchantsStack; readonly secondary: MerchantsStack } {
  return {
    primary: new MerchantsStack(app, { topology, seat: 'primary' }),
    secondary: new MerchantsStack(app, { topology, seat: 'secondary' }),
  };
}
