import { DescribeTableCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { type DBCluster, DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { Survey, Surveyed } from '../region-survey.ts';

/** The platform's global tables, as the region sees them. */
export async function surveyTables({ clients, names, signal }: Survey): Promise<Surveyed> {
  const tables = await Promise.all(
    names.tables.map(async (TableName) => {
      const { Table } = await clients.dynamo.send(new DescribeTableCommand({ TableName }), { abortSignal: signal });
      return [TableName, tableText(Table)] as const;
    }),
  );
  return { table: Object.fromEntries(tables) };
}

/** A table with a replica that is not active is not active either. */
function tableText({
  TableStatus,
  MultiRegionConsistency,
  KeySchema = [],
  Replicas = [],
}: TableDescription = {}): string {
  const bad = Replicas.find(({ ReplicaStatus }) => ReplicaStatus !== 'ACTIVE');
  const status = bad === undefined ? String(TableStatus) : `${bad.RegionName} ${bad.ReplicaStatus}`;
  const keys = KeySchema.map(({ AttributeName }) => AttributeName).join(',');
  return `${status} ${MultiRegionConsistency ?? 'EVENTUAL'}, key ${keys}`;
}

/** The region's member of the global database: version and capacity, and what state cluster and instances are in. */
export async function surveyDatabase({ clients, names, signal }: Survey): Promise<Surveyed> {
  const { rds } = clients;
  const [{ DBClusters: [cluster] = [] }, ...instances] = await Promise.all([
    rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: names.clusterId }), { abortSignal: signal }),
    ...names.instanceIds.map(async (DBInstanceIdentifier) => {
      const describe = new DescribeDBInstancesCommand({ DBInstanceIdentifier });
      const { DBInstances: [instance] = [] } = await rds.send(describe, { abortSignal: signal });
      return [DBInstanceIdentifier, instance] as const;
    }),
  ]);
  return {
    database: {
      ...clusterFacts(names.clusterId, cluster),
      ...Object.fromEntries(
        instances.flatMap(([id, instance]) => [
          [`${id}.status`, String(instance?.DBInstanceStatus)],
          [`${id}.class`, String(instance?.DBInstanceClass)],
        ]),
      ),
    },
  };
}

function clusterFacts(id: string, cluster: DBCluster | undefined): Readonly<Record<string, string>> {
  const { Status, EngineVersion, HttpEndpointEnabled, ServerlessV2ScalingConfiguration: capacity } = cluster ?? {};
  return {
    [`${id}.status`]: String(Status),
    [`${id}.version`]: String(EngineVersion),
    [`${id}.data-api`]: String(HttpEndpointEnabled),
    [`${id}.capacity`]:
      capacity === undefined ? 'provisioned' : `${capacity.MinCapacity} to ${capacity.MaxCapacity} ACU`,
    [`${id}.parameters`]: String(cluster?.DBClusterParameterGroup),
  };
}
