import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

const Switch = z.enum(['Enabled', 'Disabled']);
/** S3 Replication Time Control knows no other value, in minutes. */
const Minutes = z.strictObject({ Minutes: z.literal(15) });

/**
 * A replication rule in the words that templates and S3's own API share.
 *
 * Priority and marker replication are demanded because S3 demands them of every rule with a filter.
 */
const ruleFields = {
  Priority: z.number().int().min(0),
  Status: Switch,
  Filter: z.strictObject({ Prefix: z.string() }),
  DeleteMarkerReplication: z.strictObject({ Status: Switch }),
  Destination: z.strictObject({
    Bucket: z.string().regex(/^arn:aws:s3:::[a-z0-9.-]{3,63}$/),
    ReplicationTime: z.strictObject({ Status: Switch, Time: Minutes }).optional(),
    Metrics: z.strictObject({ Status: Switch, EventThreshold: Minutes.optional() }).optional(),
  }),
};
const oneRule = 'exactly one rule is simulated';

const Replication = z.strictObject({
  Role: z.string(),
  Rules: z.array(z.strictObject({ Id: z.string(), ...ruleFields })).length(1, oneRule),
});

/** S3's API has `ID` where CloudFormation has `Id`. */
const ReplicationCall = z.strictObject({
  Role: z.string(),
  Rules: z.array(z.strictObject({ ID: z.string(), ...ruleFields })).length(1, oneRule),
});

/** A bucket's template, as far as it changes answers. */
const BucketProperties = z.object({
  VersioningConfiguration: z.strictObject({ Status: z.literal('Enabled') }).optional(),
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z.tuple([
        z.strictObject({ ServerSideEncryptionByDefault: z.strictObject({ SSEAlgorithm: z.literal('AES256') }) }),
      ]),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({ Rules: z.tuple([z.strictObject({ ObjectOwnership: z.literal('BucketOwnerEnforced') })]) })
    .optional(),
  ReplicationConfiguration: Replication.optional(),
});

/** An SDK call at deployment, as CDK's `AwsCustomResource` writes it into a template. */
const DeploymentCall = z.strictObject({
  service: z.literal('S3'),
  action: z.literal('putBucketReplication'),
  region: z.string(),
  parameters: z.strictObject({ Bucket: z.string(), ReplicationConfiguration: ReplicationCall }),
  physicalResourceId: z.unknown(),
});

/** Where a bucket's new objects are copied to. */
export interface ReplicationRule {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly prefix: string;
  readonly hasDeleteMarkers: boolean;
  /** Name of the target. */
  readonly destination: string;
}

export interface BucketDefinition {
  readonly name: string;
  /** Without versioning a write replaces the object, and a delete is final. */
  readonly isVersioned: boolean;
  readonly replication?: ReplicationRule;
}

/** A call at deployment that gives a bucket its target. */
export interface PutBucketReplication {
  /** Region of the bucket. */
  readonly region: string;
  readonly bucket: string;
  readonly replication: ReplicationRule;
}

/** Names a property of a bucket that is not simulated; undefined when all are. */
export function bucketComplaint(properties: ResolvedResource['properties']): string | undefined {
  const { success, data, error } = BucketProperties.safeParse(properties);
  if (!success) return `not simulated: ${z.prettifyError(error)}`;
  return data.ReplicationConfiguration !== undefined && data.VersioningConfiguration === undefined
    ? 'S3 refuses replication from a bucket without versioning'
    : undefined;
}

/**
 * Reads a bucket from a deployed resource.
 *
 * @throws Error that names what is not simulated
 */
export function bucketDefinition({ physicalId, properties }: ResolvedResource): BucketDefinition {
  const complaint = bucketComplaint(properties);
  if (complaint !== undefined) throw new Error(`bucket ${physicalId}: ${complaint}`);
  const { VersioningConfiguration, ReplicationConfiguration } = BucketProperties.parse(properties);
  const [rule] = ReplicationConfiguration?.Rules ?? [];
  return {
    name: physicalId,
    isVersioned: VersioningConfiguration !== undefined,
    ...(rule === undefined ? {} : { replication: replicationRule(rule.Id, rule) }),
  };
}

/** Reads an SDK call at deployment; undefined when it is not one that is simulated. */
export function putBucketReplication(create: unknown): PutBucketReplication | undefined {
  if (typeof create !== 'string') return undefined;
  const { data } = DeploymentCall.safeParse(JSON.parse(create));
  const [rule] = data?.parameters.ReplicationConfiguration.Rules ?? [];
  if (data === undefined || rule === undefined) return undefined;
  return { region: data.region, bucket: data.parameters.Bucket, replication: replicationRule(rule.ID, rule) };
}

type RuleFields = z.infer<z.ZodObject<typeof ruleFields>>;

function replicationRule(
  id: string,
  { Status, Filter, DeleteMarkerReplication, Destination }: RuleFields,
): ReplicationRule {
  return {
    id,
    isEnabled: Status === 'Enabled',
    prefix: Filter.Prefix,
    hasDeleteMarkers: DeleteMarkerReplication.Status === 'Enabled',
    destination: Destination.Bucket.slice('arn:aws:s3:::'.length),
  };
}
