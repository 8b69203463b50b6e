import type { ResolvedResource } from '../protocol/resolved.ts';
import { tableDefinition } from './table-definition.ts';

/** The tables with multi-Region strong consistency; one per name, though each region may have the resource. */
export function strongTables(resources: readonly ResolvedResource[]): readonly ResolvedResource[] {
  const tables = resources.filter(
    (resource) => resource.type === 'AWS::DynamoDB::GlobalTable' && tableDefinition(resource).consistency === 'strong',
  );
  return [...new Map(tables.map((table) => [table.physicalId, table])).values()];
}

/** Regions that vote on writes of these tables: AWS demands the same for all. */
export function quorumRegions(tables: readonly ResolvedResource[]): readonly string[] {
  const regions = tables.map(tableDefinition).flatMap((table) => [...table.replicaRegions, ...table.witnessRegions]);
  return [...new Set(regions)].sort();
}
