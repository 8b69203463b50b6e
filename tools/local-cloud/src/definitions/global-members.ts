import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

/** A cluster that belongs to a global cluster. */
export interface GlobalMember {
  readonly region: string;
  readonly clusterId: string;
  readonly arn: string;
}

/** A global cluster by the templates of all regions. */
export interface GlobalDefinition {
  readonly id: string;
  readonly arn: string;
  readonly engineVersion: string;
  readonly members: readonly GlobalMember[];
}

const GlobalProperties = z.object({ SourceDBClusterIdentifier: z.string() });
const ClusterProperties = z.object({ EngineVersion: z.string(), GlobalClusterIdentifier: z.string().optional() });

/**
 * Finds the one global cluster and its members: the cluster it was made around, and those that name it.
 *
 * @throws Error when there are several, or when its source is not in the templates
 */
export function globalDefinition(
  resources: readonly ResolvedResource[],
  account: string,
): GlobalDefinition | undefined {
  const globals = resources.filter(({ type }) => type === 'AWS::RDS::GlobalCluster');
  const [global, second] = globals;
  if (global === undefined) return undefined;
  if (second !== undefined) {
    throw new Error(
      `one global cluster is simulated, got ${globals.map(({ physicalId }) => physicalId).join(' and ')}`,
    );
  }
  const { SourceDBClusterIdentifier: source } = GlobalProperties.parse(global.properties);
  const members: GlobalMember[] = [];
  let engineVersion: string | undefined;
  for (const { type, physicalId, region, properties } of resources) {
    if (type !== 'AWS::RDS::DBCluster') continue;
    const cluster = ClusterProperties.parse(properties);
    const member = { region, clusterId: physicalId, arn: `arn:aws:rds:${region}:${account}:cluster:${physicalId}` };
    const isSource = source === member.arn || (source === physicalId && region === global.region);
    if (isSource) engineVersion = cluster.EngineVersion;
    if (isSource || cluster.GlobalClusterIdentifier === global.physicalId) members.push(member);
  }
  if (engineVersion === undefined) {
    throw new Error(
      `global cluster ${global.physicalId} is made around ${source}, which is in no template; give the ARN of a cluster`,
    );
  }
  return {
    id: global.physicalId,
    arn: `arn:aws:rds::${account}:global-cluster:${global.physicalId}`,
    engineVersion,
    members,
  };
}
