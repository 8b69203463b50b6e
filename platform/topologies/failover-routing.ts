import type { TopologyInput } from '@redoubt/cdk-kit';

/** PRIMARY and SECONDARY records, checked every 30 s, three failures, answers kept for 60 s. */
export const topology: TopologyInput = {
  routing: 'failover',
  healthCheck: { intervalSeconds: 30, failureThreshold: 3 },
  dnsTtlSeconds: 60,
};
