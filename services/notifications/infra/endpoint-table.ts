import { ServiceTable } from '@redoubt/cdk-kit';

/** Endpoints: a registration is in a quorum of regions before it is answered. */
export const endpointTable = new ServiceTable({
  resourceType: 'endpoint-table',
  variable: 'ENDPOINT_TABLE',
  consistency: 'strong',
});
