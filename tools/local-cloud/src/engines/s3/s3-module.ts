import { join } from 'node:path';
import { bucketDefinition, putBucketReplication } from '../../definitions/bucket-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { RegionContext, ServiceModule } from '../service-module.ts';
import { Bucket } from './bucket.ts';
import { replicaMarker } from './replication/replica-call.ts';
import { publishBacklog } from './replication/replication-metrics.ts';
import { Replicator } from './replication/replicator.ts';
import { actionOf, s3Actions } from './s3-actions.ts';
import { type S3Request, s3Request } from './s3-request.ts';

/**
 * The buckets of a region.
 *
 * Bucket names are taken worldwide, but a call has to go to the bucket's own region: S3 tells other regions' callers which it is.
 */
export function createS3(context: RegionContext, options: { readonly restorationMs?: number } = {}): ServiceModule {
  const { region, account, buckets: regionOfBucket } = context.model;
  const replicators = new Map<string, Replicator>();

  function bucketOf({ bucket: name, headers }: S3Request): Bucket {
    const elsewhere = regionOfBucket[name];
    if (elsewhere !== undefined && elsewhere !== region) {
      throw new AwsError('PermanentRedirect', `The bucket is in ${elsewhere}. Address a client of that region.`, 301, {
        'x-amz-bucket-region': elsewhere,
      });
    }
    const bucket = replicators.get(name)?.bucket;
    if (bucket === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    const owner = headers['x-amz-expected-bucket-owner'] ?? account;
    if (owner !== account) throw new AwsError('AccessDenied', 'Access Denied', 403);
    return bucket;
  }

  return {
    service: 's3',
    resourceTypes: ['AWS::S3::Bucket', 'Custom::AWS'],
    async deploy(resource) {
      if (resource.type === 'AWS::S3::Bucket') {
        const bucket = new Bucket(bucketDefinition(resource), join(context.dataDir, 'buckets'), options);
        replicators.set(bucket.name, new Replicator(context, bucket));
        return;
      }
      const call = putBucketReplication(resource.properties['Create']);
      const bucket = call === undefined ? undefined : replicators.get(call.bucket)?.bucket;
      if (call === undefined || bucket === undefined) throw new Error('it names no bucket of this region');
      if (!bucket.isVersioned) throw new Error(`S3 refuses replication from ${call.bucket}: it has no versioning`);
      bucket.replicateBy(call.replication);
    },
    async start() {
      for (const replicator of replicators.values()) replicator.start();
    },
    async handle(request: AwsRequest): Promise<AwsResponse> {
      const call = s3Request(request);
      const action = actionOf(call, request.method);
      const unknown = [...call.query.keys()].find((name) => action?.parameters.includes(name) !== true);
      if (action === undefined || unknown !== undefined) throw notSimulated(request, unknown);
      const bucket = bucketOf(call);
      const answer = await action.answer(bucket, call);
      if (action.selector === replicaMarker) publishBacklog(context, bucket.name, call);
      return answer;
    },
    async stop() {
      for (const replicator of replicators.values()) {
        replicator.stop();
        replicator.bucket.close();
      }
    },
  };
}

function notSimulated({ method, path }: AwsRequest, parameter: string | undefined): AwsError {
  const what = parameter === undefined ? `${method} ${path}` : `${method} with parameter ${parameter}`;
  const known = s3Actions.flatMap(({ name }) => (name === undefined ? [] : [name])).join(', ');
  return new AwsError('NotImplemented', `s3 ${what} is not simulated; there are ${known}`, 501);
}
