import { ServiceTable } from '@redoubt/cdk-kit';

/** Counters and decisions. Counters are items of the region that counts; what guards money is the journal. */
export const validationTable = new ServiceTable({
  resourceType: 'validation-table',
  variable: 'VALIDATION_TABLE',
  consistency: 'eventual',
});
