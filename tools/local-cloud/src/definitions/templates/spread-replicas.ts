import type { ResolvedResource } from '../../protocol/resolved.ts';
import { putBucketReplication } from '../bucket-definition.ts';

/**
 * Gives each region that a resource is replicated to a copy of it: a global table's replicas and a secret's replica
 * regions are declared in one region's stack and exist in all of them. A call to S3 at deployment goes to the region that
 * it names, which need not be the one of its stack.
 *
 * @returns the resource itself and its copies; ARNs in `physicalId` carry the region of the copy
 */
export function spreadReplicas(resource: ResolvedResource): readonly ResolvedResource[] {
  if (resource.type === 'Custom::AWS') {
    return [{ ...resource, region: putBucketReplication(resource.properties['Create'])?.region ?? resource.region }];
  }
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
