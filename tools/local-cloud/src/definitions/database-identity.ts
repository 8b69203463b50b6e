import { z } from 'zod';
import type { RegionModel } from '../protocol/resolved.ts';
import { resolveSecretReference } from './secret-value.ts';

const ClusterProperties = z.object({
  Engine: z.literal('aurora-postgresql'),
  EngineVersion: z.string(),
  GlobalClusterIdentifier: z.string().optional(),
  DatabaseName: z.string().optional(),
  MasterUsername: z.string().optional(),
  MasterUserPassword: z.string().optional(),
  EnableHttpEndpoint: z.boolean().default(false),
});

const InstanceProperties = z.object({ DBClusterIdentifier: z.string() });

/** A region's database cluster by its template. */
export interface DatabaseIdentity {
  readonly clusterId: string;
  readonly clusterArn: string;
  /** Identifiers of the cluster's instances. */
  readonly instanceIds: readonly string[];
  readonly engineVersion: string;
  readonly hasDataApi: boolean;
  /** Properties of the first writer; a member that joined later takes all of it from the writer. */
  readonly origin?: {
    readonly databaseName: string;
    readonly master: { readonly name: string; readonly password: string };
  };
}

/** The region's database cluster, or undefined when its stacks have none. */
export function databaseIdentity(model: RegionModel): DatabaseIdentity | undefined {
  const clusters = model.resources.filter(({ type }) => type === 'AWS::RDS::DBCluster');
  const [cluster, second] = clusters;
  if (cluster === undefined) return undefined;
  if (second !== undefined) {
    throw new Error(`a region has one database here, got ${clusters.map(({ logicalId }) => logicalId).join(' and ')}`);
  }
  const parsed = ClusterProperties.safeParse(cluster.properties);
  if (!parsed.success) throw new Error(`database cluster ${cluster.logicalId}: ${z.prettifyError(parsed.error)}`);
  const { DatabaseName, MasterUsername, MasterUserPassword, EngineVersion, EnableHttpEndpoint } = parsed.data;
  return {
    clusterId: cluster.physicalId,
    clusterArn: `arn:aws:rds:${model.region}:${model.account}:cluster:${cluster.physicalId}`,
    instanceIds: instanceIdsOf(model, cluster.physicalId),
    engineVersion: EngineVersion,
    hasDataApi: EnableHttpEndpoint,
    ...(MasterUsername === undefined || MasterUserPassword === undefined
      ? {}
      : {
          origin: {
            // Aurora makes no database of its own when none is named; `postgres` is always there.
            databaseName: DatabaseName ?? 'postgres',
            master: { name: MasterUsername, password: resolveSecretReference(model, MasterUserPassword) },
          },
        }),
  };
}

function instanceIdsOf({ resources }: RegionModel, clusterId: string): readonly string[] {
  return resources
    .filter(({ type }) => type === 'AWS::RDS::DBInstance')
    .filter(({ properties }) => InstanceProperties.safeParse(properties).data?.DBClusterIdentifier === clusterId)
    .map(({ physicalId }) => physicalId);
}
