import type { TemplateResource } from '../../src/definitions/templates/template.ts';

type Properties = Readonly<Record<string, unknown>>;

const Role = 'arn:aws:iam::000000000000:role/archive-replication-test';

/** A rule that copies all new objects to a bucket; without the id, which templates and calls spell differently. */
export function aRule(target: string): Properties {
  return {
    Priority: 1,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: `arn:aws:s3:::${target}` },
  };
}

/** Properties of a bucket with versions, and with rules if there are any. */
export function aVersionedBucket(...rules: readonly Properties[]): Properties {
  return {
    VersioningConfiguration: { Status: 'Enabled' },
    ...(rules.length === 0 ? {} : { ReplicationConfiguration: { Role, Rules: rules } }),
  };
}

/** Properties of a call at deployment that gives a bucket of a region its target. */
export function aReplicationCall({
  region,
  bucket,
  target,
  over = {},
}: {
  readonly region: string;
  readonly bucket: string;
  readonly target: string;
  readonly over?: Properties;
}): NonNullable<TemplateResource['Properties']> {
  const ReplicationConfiguration = { Role, Rules: [{ ID: 'archive', ...aRule(target) }] };
  return {
    ServiceToken: `arn:aws:lambda:${region}:000000000000:function:sdk-call`,
    Create: JSON.stringify({
      service: 'S3',
      action: 'putBucketReplication',
      region,
      parameters: { Bucket: bucket, ReplicationConfiguration },
      physicalResourceId: { id: `${bucket}-replication` },
      ...over,
    }),
  };
}
