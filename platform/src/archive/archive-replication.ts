import { physicalName, type RegionalStack, regionalName, serviceOfAccount, wildcardStatement } from '@redoubt/cdk-kit';
import { ArnFormat, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { archiveArn, archiveName, replicationMinutes, replicationRoleName } from './archive-bucket.ts';

/**
 * Has the first region's archive copied to this one.
 *
 * S3 takes a replication target only when its bucket exists, and two buckets can't each be made after the other. The
 * first one is made without a target; this, in the stack that is deployed second, gives it one with a call to S3.
 */
export class ArchiveReplication extends Construct {
  constructor(scope: RegionalStack, id: string) {
    super(scope, id);
    const { topology, region, peerRegion } = scope;
    const bucket = archiveName(scope, peerRegion);
    const roleArn = scope.formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: replicationRoleName(scope, peerRegion),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const put = {
      service: 'S3',
      action: 'putBucketReplication',
      region: peerRegion,
      parameters: { Bucket: bucket, ReplicationConfiguration: replicationTo(archiveArn(scope, region), roleArn) },
      physicalResourceId: PhysicalResourceId.of(`${bucket}-replication`),
    };
    const name = physicalName(topology, 'archive-replication');
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${name}`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      roleName: regionalName(topology, region, 'archive-replication-setup'),
      assumedBy: serviceOfAccount(scope, 'lambda.amazonaws.com'),
      description: 'Sets the target of the first archive while a stack is deployed',
    });
    role.addToPolicy(
      wildcardStatement('LogStreamsOfOwnGroup', {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
      }),
    );
    new AwsCustomResource(this, 'Call', {
      functionName: name,
      role,
      logGroup: log,
      timeout: Duration.minutes(1),
      installLatestAwsSdk: false,
      onUpdate: put,
      onDelete: {
        service: 'S3',
        action: 'deleteBucketReplication',
        region: peerRegion,
        parameters: { Bucket: bucket },
        ignoreErrorCodesMatching: 'NoSuchBucket',
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: ['s3:PutReplicationConfiguration'],
          resources: [archiveArn(scope, peerRegion)],
        }),
        new PolicyStatement({ actions: ['iam:PassRole'], resources: [roleArn] }),
      ]),
    });
  }
}

/** A replication configuration in the words of S3's own API. */
function replicationTo(bucketArn: string, roleArn: string): Readonly<Record<string, unknown>> {
  const time = { Minutes: replicationMinutes };
  return {
    Role: roleArn,
    Rules: [
      {
        ID: 'archive',
        Priority: 1,
        Status: 'Enabled',
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' },
        Destination: {
          Bucket: bucketArn,
          ReplicationTime: { Status: 'Enabled', Time: time },
          Metrics: { Status: 'Enabled', EventThreshold: time },
        },
      },
    ],
  };
}
