import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { bucketDefinition, putBucketReplication } from '../bucket-definition.ts';

/**
 * Region of each bucket by name, of all regions.
 *
 * @throws LocalCloudError `template_unresolvable` for a bucket that is copied to one which is not there or has no versions:
 *   S3 would refuse the rule
 */
export function bucketRegions(resources: readonly ResolvedResource[]): Readonly<Record<string, string>> {
  const buckets = resources.filter(({ type }) => type === 'AWS::S3::Bucket');
  const versioned = new Set(
    buckets.map(bucketDefinition).flatMap(({ name, isVersioned }) => (isVersioned ? [name] : [])),
  );
  for (const resource of resources) {
    const destination = destinationOf(resource);
    if (destination === undefined || versioned.has(destination)) continue;
    throw new LocalCloudError({
      code: 'template_unresolvable',
      what: `${resource.logicalId} of stack ${resource.stackName} replicates to ${destination}`,
      why: 'no stack has a bucket of this name with versioning, and S3 refuses a rule with such a target',
      fix: 'correct the name of the target or give it versioning, then npm run synth',
    });
  }
  return Object.fromEntries(buckets.map(({ physicalId, region }) => [physicalId, region]));
}

function destinationOf(resource: ResolvedResource): string | undefined {
  const { type, properties } = resource;
  if (type === 'AWS::S3::Bucket') return bucketDefinition(resource).replication?.destination;
  return type === 'Custom::AWS' ? putBucketReplication(properties['Create'])?.replication.destination : undefined;
}
