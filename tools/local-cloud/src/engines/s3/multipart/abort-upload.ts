import type { AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import { refuseUnknownHeaders } from '../known-headers.ts';
import type { S3Request } from '../s3-request.ts';

/**
 * Discards an upload with its parts.
 *
 * @throws AwsError `NoSuchUpload`, also for one that is completed
 */
export function abortUpload(bucket: Bucket, { key, query, headers }: S3Request): AwsResponse {
  refuseUnknownHeaders(headers, []);
  const { upload } = bucket.uploads.of(key, query.get('uploadId') ?? '');
  bucket.uploads.end(upload);
  return { status: 204, headers: {}, body: '' };
}
