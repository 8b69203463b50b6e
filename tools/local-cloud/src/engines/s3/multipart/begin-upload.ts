import { AwsError, type AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import { hasAlgorithm } from '../checksums.ts';
import { refuseUnknownHeaders } from '../known-headers.ts';
import { encryptionHeader, headersToKeep } from '../object-headers.ts';
import { refuseOtherValue } from '../put-object.ts';
import type { S3Request } from '../s3-request.ts';
import { xmlAnswer } from '../xml-answer.ts';

const knownHeaders = [/^x-amz-meta-/, /^x-amz-(server-side-encryption|storage-class|checksum-algorithm)$/] as const;

/**
 * Begins an upload in parts: CreateMultipartUpload. The checksum of the whole is one of its parts' checksums, which S3 takes for CRC-32
 * and SHA unless the other kind is asked for.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 *
 * @throws AwsError `MetadataTooLarge`, `NotImplemented`
 */
export function beginUpload(bucket: Bucket, { key, headers }: S3Request): AwsResponse {
  refuseUnknownHeaders(headers, knownHeaders);
  refuseOtherValue(headers, 'x-amz-server-side-encryption', 'AES256');
  refuseOtherValue(headers, 'x-amz-storage-class', 'STANDARD');
  refuseOtherValue(headers, 'x-amz-checksum-type', 'COMPOSITE');
  const algorithm = headers['x-amz-checksum-algorithm']?.toLowerCase();
  if (algorithm !== undefined && !hasAlgorithm(algorithm)) {
    throw new AwsError('NotImplemented', `checksum ${algorithm} is not simulated`, 501);
  }
  const upload = bucket.uploads.begin({
    key,
    headers: headersToKeep(headers),
    ...(algorithm === undefined ? {} : { algorithm }),
  });
  const answer = xmlAnswer('InitiateMultipartUploadResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: upload.uploadId,
  });
  const checksum: Record<string, string> =
    algorithm === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': algorithm.toUpperCase(), 'x-amz-checksum-type': 'COMPOSITE' };
  return { ...answer, headers: { ...answer.headers, ...encryptionHeader, ...checksum } };
}
