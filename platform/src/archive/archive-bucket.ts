import { physicalName, type RegionalStack, regionalName, wildcardStatement } from '@redoubt/cdk-kit';
import { archivedOperationsPrefix, archivedRollsPrefix } from '@redoubt/contracts';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type LifecycleRule,
  ObjectOwnership,
  StorageClass,
  TransitionDefaultMinimumObjectSize,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ValuesOf } from '../published-parameters.ts';

/** Age at which what is archived moves to Glacier; replication does not carry this, so that both buckets say it. */
const glacierAge = Duration.days(90);

/** S3 Replication Time Control promises 99.9 % within this time, in minutes; it knows no other value. */
export const replicationMinutes = 15;

/** Name of a region's archive: bucket names are taken worldwide, so that the account is in it. */
export function archiveName({ topology, account }: RegionalStack, region: string): string {
  return physicalName(topology, `archive-bucket-${account}-${region}`);
}

export function archiveArn(stack: RegionalStack, region: string): string {
  return `arn:aws:s3:::${archiveName(stack, region)}`;
}

/** Name of the role that S3 copies with, out of a region. */
export function replicationRoleName({ topology }: RegionalStack, region: string): string {
  return regionalName(topology, region, 'archive-replication');
}

/**
 * A region's archive of operations: versioned, encrypted, copied to the other region, and emptied with its stack.
 *
 * S3's own keys encrypt it, so that a copy needs no key of the other region.
 */
export class ArchiveBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: RegionalStack, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: archiveName(scope, scope.region),
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        transition('archive', archivedOperationsPrefix, StorageClass.GLACIER),
        // Read at once, without a restoration: a rebuild reads these. Schemas stay where they are, a few for each deployment.
        transition('rolled', archivedRollsPrefix, StorageClass.GLACIER_INSTANT_RETRIEVAL),
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      // Otherwise objects below 128 KB never leave S3's dearest class, and most of the archive's are.
      transitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: scope.topology.retention.profile === 'ephemeral',
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'An access log needs one more bucket in each region; what is archived is hash-chained, so that a change shows.',
    });
    const role = new Role(this, 'ReplicationRole', {
      roleName: replicationRoleName(scope, scope.region),
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
      description: `S3 copies the archive to ${scope.peerRegion}`,
    });
    // By name: the second bucket itself waits for this role and its policy.
    const ownArn = archiveArn(scope, scope.region);
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [ownArn] }),
    );
    role.addToPolicy(
      wildcardStatement('ObjectsOfArchive', {
        actions: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        resources: [`${ownArn}/*`],
      }),
    );
    role.addToPolicy(
      wildcardStatement('CopiesInPeerArchive', {
        actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
        resources: [`${archiveArn(scope, scope.peerRegion)}/*`],
      }),
    );
    if (scope.seat === 'secondary') this.#replicate(scope, role);
  }

  get values(): ValuesOf<'archiveBucketName' | 'archiveBucketArn'> {
    return { archiveBucketName: this.bucket.bucketName, archiveBucketArn: this.bucket.bucketArn };
  }

  /** Only the bucket that is made last can name its target at once: S3 refuses a target that does not exist. */
  #replicate(stack: RegionalStack, role: Role): void {
    const resource = this.bucket.node.defaultChild;
    if (!(resource instanceof CfnBucket)) throw new Error(`${this.bucket.node.path} has no bucket resource`);
    resource.replicationConfiguration = {
      role: role.roleArn,
      rules: [
        {
          id: 'archive',
          priority: 1,
          status: 'Enabled',
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Disabled' },
          destination: {
            bucket: archiveArn(stack, stack.peerRegion),
            replicationTime: { status: 'Enabled', time: { minutes: replicationMinutes } },
            metrics: { status: 'Enabled', eventThreshold: { minutes: replicationMinutes } },
          },
        },
      ],
    };
    resource.node.addDependency(role);
  }
}

/**
 * Each prefix has one rule: of two that fit an object, S3 takes the cheaper class.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 */
function transition(id: string, prefix: string, storageClass: StorageClass): LifecycleRule {
  const transitions = [{ storageClass, transitionAfter: glacierAge }];
  return { id, prefix, transitions, noncurrentVersionTransitions: transitions };
}
