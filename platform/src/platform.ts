import type { Topology } from '@redoubt/cdk-kit';
import type { App } from 'aws-cdk-lib';
import { PlatformStack } from './platform-stack.ts';
import { TrafficMemoryStack } from './traffic-memory.ts';

/** The platform in both regions; the secondary's stack joins what the primary's has made, so it is deployed after it. */
export function buildPlatform(app: App, topology: Topology): void {
  const memory = new TrafficMemoryStack(app, { topology });
  const primary = new PlatformStack(app, { topology, seat: 'primary' });
  primary.addStackDependency(memory, 'health checks of both regions name its alarm');
  const secondary = new PlatformStack(app, { topology, seat: 'secondary' });
  secondary.addStackDependency(
    primary,
    'global tables, secrets, global cluster and zone are made in the primary region',
  );
}
