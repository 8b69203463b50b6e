import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { TransactionsStack } from './transactions-stack.ts';

/** The service's stacks, the primary's first: it makes the table in both regions. */
export function transactionsInBothRegions(
  app: App,
  topology: Topology,
): { readonly primary: TransactionsStack; readonly secondary: TransactionsStack } {
  const primary = new TransactionsStack(app, { topology, seat: 'primary' });
  const secondary = new TransactionsStack(app, { topology, seat: 'secondary' });
  secondary.addStackDependency(primary);
  return { primary, secondary };
}
