import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import type { Templates } from '../../templates.ts';

/** Clusters that a global cluster was made around, or that name one. */
export function isGlobalMember(cluster: ResolvedResource, templates: Templates): boolean {
  if (cluster.properties['GlobalClusterIdentifier'] !== undefined) return true;
  const arn = `arn:aws:rds:${cluster.region}:${templates.account}:cluster:${cluster.physicalId}`;
  return templates
    .ofType('AWS::RDS::GlobalCluster')
    .some(
      ({ region, properties: { SourceDBClusterIdentifier: source } }) =>
        source === arn || (source === cluster.physicalId && region === cluster.region),
    );
}

/** The cluster that an instance belongs to. */
export function clusterOf(instance: ResolvedResource, templates: Templates): ResolvedResource | undefined {
  const id = String(instance.properties['DBClusterIdentifier'] ?? '').toLowerCase();
  return templates
    .ofType('AWS::RDS::DBCluster')
    .find(({ region, physicalId }) => region === instance.region && physicalId === id);
}
