import { physicalName, type RegionalStack, type ServiceFunction, wildcardStatement } from '@redoubt/cdk-kit';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { exportDaysKept } from '../src/exporting/export-job.ts';

/**
 * Files of exports that this region has written: private, and gone after some days.
 *
 * It is not copied to the other region. A file is of one ledger, and the region that takes over writes its own (ADR 31).
 */
export class ExportsBucket extends Construct {
  readonly #bucket: Bucket;

  constructor(scope: RegionalStack, id: string) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Bucket', {
      // Bucket names are taken worldwide, so that the account is in it.
      bucketName: physicalName(scope.topology, `exports-bucket-${scope.account}-${scope.region}`),
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        // A day longer than links are made: the age of a file that was uploaded in parts counts from its first part.
        { id: 'expired', expiration: Duration.days(exportDaysKept + 1) },
        { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: scope.topology.retention.profile === 'ephemeral',
    });
    Validations.of(this.#bucket).acknowledge(
      {
        id: 'AwsSolutions-S1',
        reason: 'An access log needs one more bucket in each region; the API logs who was given a link.',
      },
      {
        id: 'PCI.DSS.321::PCI.DSS.321-S3BucketVersioningEnabled',
        reason: 'A file is written once, can be ordered again from the ledger, and has to be gone when it has expired.',
      },
    );
  }

  /** Lets a function write files, or read them by links that it signs. */
  grant(fn: ServiceFunction, access: 'read' | 'write'): void {
    fn.addEnvironment('EXPORTS_BUCKET', this.#bucket.bucketName);
    fn.addToRolePolicy(
      wildcardStatement('ObjectsOfExports', {
        actions: [access === 'read' ? 's3:GetObject' : 's3:PutObject'],
        resources: [`${this.#bucket.bucketArn}/*`],
      }),
    );
  }
}
