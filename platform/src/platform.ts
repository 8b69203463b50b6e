import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { PlatformStack } from './platform-stack.ts';

/** The platform in both regions; the secondary's stack joins what the primary's has made, so it is deployed after it. */
export function buildPlatform(app: App, topology: Topology): void {
  const primary = new PlatformStack(app, { topology, seat: 'primary' });
  const secondary = new PlatformStack(app, { topology, seat: 'secondary' });
  secondary.addStackDependency(
    primary,
    'global tables, secrets, global cluster and zone are made in the primary region',
  );
}
