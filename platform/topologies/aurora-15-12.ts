import type { TopologyInput } from '@redoubt/cdk-kit';

/** Aurora PostgreSQL 15.12 on memory-optimised instances, standby in us-west-2, as one of the specifications asks. */
export const topology: TopologyInput = {
  regions: { primary: 'us-east-1', secondary: 'us-west-2', witness: 'us-east-2' },
  ledger: { engineVersion: '15.12', capacity: { kind: 'provisioned', instanceClass: 'db.r6g.large' } },
};
