import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

const KeySchema = z
  .array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);

/** A table's template, as far as it changes answers. Throughput and encryption have no local meaning. */
const GlobalTableProperties = z.object({
  TableName: z.string().optional(),
  KeySchema,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  Replicas: z.array(z.object({ Region: z.string() })).min(1),
  GlobalTableWitnesses: z.array(z.object({ Region: z.string() })).default([]),
  MultiRegionConsistency: z.enum(['EVENTUAL', 'STRONG']).optional(),
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string().optional() }).optional(),
});

/** A global table of one of the two kinds. */
export interface TableDefinition {
  readonly name: string;
  /** `strong`: one quorum for all regions. `eventual`: a copy per region, asynchronous, last writer wins. */
  readonly consistency: 'eventual' | 'strong';
  /** Attribute names of the primary key: the partition key, then the sort key if there is one. */
  readonly keyNames: readonly string[];
  readonly replicaRegions: readonly string[];
  /** Regions that vote on writes of a strongly consistent table and keep no items. */
  readonly witnessRegions: readonly string[];
  /** Input of CreateTable. */
  readonly createTable: Readonly<Record<string, unknown>>;
}

/**
 * Reads a table from a deployed resource.
 *
 * @throws Error that names what is not simulated
 */
export function tableDefinition(resource: ResolvedResource): TableDefinition {
  const parsed = GlobalTableProperties.safeParse(resource.properties);
  if (!parsed.success) {
    throw new Error(`table ${resource.logicalId} of ${resource.stackName}: ${z.prettifyError(parsed.error)}`);
  }
  const { KeySchema: keySchema, AttributeDefinitions, GlobalSecondaryIndexes, MultiRegionConsistency } = parsed.data;
  if (MultiRegionConsistency === 'STRONG' && parsed.data.TimeToLiveSpecification?.Enabled === true) {
    throw new Error(`table ${resource.physicalId}: AWS refuses TTL with multi-Region strong consistency; remove one`);
  }
  return {
    name: resource.physicalId,
    consistency: MultiRegionConsistency === 'STRONG' ? 'strong' : 'eventual',
    keyNames: keySchema.map((key) => key.AttributeName),
    replicaRegions: parsed.data.Replicas.map((replica) => replica.Region),
    witnessRegions: parsed.data.GlobalTableWitnesses.map((witness) => witness.Region),
    createTable: {
      TableName: resource.physicalId,
      KeySchema: keySchema,
      AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }),
    },
  };
}
