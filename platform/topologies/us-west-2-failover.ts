import type { TopologyInput } from '@redoubt/cdk-kit';

/** The standby on the other coast behind PRIMARY and SECONDARY records. */
export const topology: TopologyInput = {
  regions: { primary: 'us-east-1', secondary: 'us-west-2', witness: 'us-east-2' },
  routing: 'failover',
  healthCheck: { intervalSeconds: 30, failureThreshold: 3 },
};
