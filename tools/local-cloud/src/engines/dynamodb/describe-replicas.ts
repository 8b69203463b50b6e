import type { TableDefinition } from '../../definitions/table-definition.ts';
import type { DynamoAnswer } from './dynamo-engine.ts';

/** Adds to DescribeTable's answer what makes a table a global one, as the given region sees it. */
export function describeReplicas(answer: DynamoAnswer, table: TableDefinition, region: string): DynamoAnswer {
  const described = answer.body['Table'];
  if (typeof described !== 'object' || described === null) return answer;
  const own = 'TableArn' in described ? String(described.TableArn).split(':') : [];
  return {
    ...answer,
    body: {
      Table: {
        ...described,
        TableArn: own.with(3, region).join(':'),
        GlobalTableVersion: '2019.11.21',
        MultiRegionConsistency: table.consistency === 'strong' ? 'STRONG' : 'EVENTUAL',
        Replicas: table.replicaRegions.map((RegionName) => ({ RegionName, ReplicaStatus: 'ACTIVE' })),
      },
    },
  };
}
