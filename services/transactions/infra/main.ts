import { synthesizeApp } from '@redoubt/cdk-kit';
import { TransactionsStack } from './transactions-stack.ts';

await synthesizeApp((app, topology) => {
  for (const seat of ['primary', 'secondary'] as const) new TransactionsStack(app, { topology, seat });
});
