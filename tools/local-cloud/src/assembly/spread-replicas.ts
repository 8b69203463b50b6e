import type { ResolvedResource } from '../resolved.ts';

/**
 * Gives each region that a resource is replicated to a copy of it: a global table's replicas and a secret's replica
 * regions are declared in one region's stack and exist in all of them.
 *
 * @returns the resource itself and its copies; ARNs in `physicalId` carry the region of the copy
 */
export function spreadReplicas(resource: ResolvedResource): readonly ResolvedResource[] {
  const regions = replicaRegionsOf(resource).filter((region) => region !== resource.region);
  return [
    resource,
    ...regions.map((region) => ({
      ...resource,
      region,
      physicalId: resource.physicalId.replace(`:${resource.region}:`, `:${region}:`),
    })),
  ];
}

function replicaRegionsOf({ type, properties }: ResolvedResource): readonly string[] {
  const property = { 'AWS::DynamoDB::GlobalTable': 'Replicas', 'AWS::SecretsManager::Secret': 'ReplicaRegions' }[type];
  const replicas = property === undefined ? undefined : properties[property];
  return Array.isArray(replicas) ? replicas.map(({ Region }: { readonly Region: string }) => Region) : [];
}
