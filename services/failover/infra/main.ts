import { synthesizeApp } from '@redoubt/cdk-kit';
import { FailoverStack } from './failover-stack.ts';

await synthesizeApp((app, topology) => {
  for (const seat of ['primary', 'secondary'] as const) new FailoverStack(app, { topology, seat });
});
