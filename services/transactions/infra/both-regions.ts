import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { TransactionsSchemaStack } from './schema-stack.ts';
import { TransactionsStack } from './transactions-stack.ts';

/** The service's stacks: the schema's before the code's, and the primary's first, which makes the table in both regions. */
export function transactionsInBothRegions(
  app: App,
  topology: Topology,
): {
  readonly schema: TransactionsSchemaStack;
  readonly primary: TransactionsStack;
  readonly secondary: TransactionsStack;
} {
  const schema = new TransactionsSchemaStack(app, { topology, seat: 'primary' });
  const secondarySchema = new TransactionsSchemaStack(app, { topology, seat: 'secondary' });
  const primary = new TransactionsStack(app, { topology, seat: 'primary' });
  const secondary = new TransactionsStack(app, { topology, seat: 'secondary' });
  secondarySchema.addStackDependency(schema);
  primary.addStackDependency(schema);
  secondary.addStackDependency(primary);
  secondary.addStackDependency(secondarySchema);
  return { schema, primary, secondary };
}
