import { z } from 'zod';
import { AwsError, type AwsRequest } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import { ObjectVersion } from '../object-version.ts';
import type { S3Request } from '../s3-request.ts';

/** Marks the call that brings a copy to another region, in the place of S3's own; no client of S3 sends it. */
export const replicaMarker = 'x-local-replica';
/** Holds what waits at the source, for the metrics of the target. */
const backlogHeader = 'x-local-backlog';
const lineEnd = '\n';

/** Objects that a target has not got yet: S3's metrics of replication time control. */
export const Backlog = z.object({
  source: z.string(),
  rule: z.string(),
  operations: z.number(),
  bytes: z.number(),
  latencySeconds: z.number(),
});
export type Backlog = z.infer<typeof Backlog>;

export interface ReplicaTarget {
  readonly body: Buffer;
  readonly bucket: string;
  readonly region: string;
  readonly backlog: Backlog;
}

/** Makes the call that brings a version, and its body if it has one, to its target. */
export function replicaCall(version: ObjectVersion, { body, bucket, region, backlog }: ReplicaTarget): AwsRequest {
  return {
    service: 's3',
    region,
    method: 'POST',
    path: `/${bucket}`,
    query: new URLSearchParams({ [replicaMarker]: '' }),
    headers: {
      [backlogHeader]: JSON.stringify(backlog),
      authorization: `AWS4-HMAC-SHA256 Credential=replication/20000101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: Buffer.concat([Buffer.from(`${JSON.stringify(version)}${lineEnd}`), body]),
    caller: 'replication',
  };
}

/** Objects that wait at the source of a call. */
export function backlogOf({ headers }: S3Request): Backlog {
  return Backlog.parse(JSON.parse(headers[backlogHeader] ?? ''));
}

/**
 * Takes a version that another region brings.
 *
 * @throws AwsError `InvalidRequest` when this bucket has no versions, which S3 demands of a target
 */
export async function takeReplica(bucket: Bucket, { body }: S3Request): Promise<void> {
  if (!bucket.isVersioned) throw new AwsError('InvalidRequest', 'Destination bucket must have versioning enabled.');
  const end = body.indexOf(lineEnd);
  const version = ObjectVersion.parse(JSON.parse(body.toString('utf8', 0, end)));
  // A sender that heard no answer sends again: a second body would belong to no version.
  if (bucket.version(version.key, version.versionId) !== undefined) return;
  if (version.kind === 'delete_marker') {
    bucket.addReplica(version);
    return;
  }
  const file = await bucket.writeBody(body.subarray(end + lineEnd.length));
  bucket.addReplica({ ...version, file });
}
