import type { TopologyInput } from '@redoubt/cdk-kit';

/** The defaults as they are: us-east-1 and us-east-2, weighted routing, everything destroyable. */
export const topology: TopologyInput = {};
