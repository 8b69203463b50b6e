import { ServiceTable } from '@redoubt/cdk-kit';
import { dueIndex } from '../src/adapters/exports/export-table.ts';

/** Orders of exports and how far they are: what was answered is in a quorum of regions, and either goes on with it. */
export const exportsTable = new ServiceTable({
  resourceType: 'exports-table',
  variable: 'EXPORTS_TABLE',
  consistency: 'strong',
  indexes: { [dueIndex.name]: dueIndex },
});
