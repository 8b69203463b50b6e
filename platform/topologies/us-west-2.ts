import type { TopologyInput } from '@redoubt/cdk-kit';

/** The standby on the other coast, as two of the specifications ask; the quorum's third region moves to us-east-2. */
export const topology: TopologyInput = {
  regions: { primary: 'us-east-1', secondary: 'us-west-2', witness: 'us-east-2' },
};
