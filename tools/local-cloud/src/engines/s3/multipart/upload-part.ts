import { createHash } from 'node:crypto';
import { AwsError, type AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import { verifyChecksums } from '../checksums.ts';
import { decodeChunks } from '../decode-chunks.ts';
import { refuseUnknownHeaders } from '../known-headers.ts';
import { encryptionHeader } from '../object-headers.ts';
import type { S3Request } from '../s3-request.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const partNumberMax = 10_000;

/**
 * Takes a part of an upload. A part that is smaller than any but the last may be is only refused when the upload is completed.
 *
 * A checksum is demanded where the upload named an algorithm, and refused where it named another one or none; seen on AWS in
 * https://github.com/floci-io/floci/pull/3093 and https://github.com/apache/arrow-rs/issues/6793.
 *
 * @throws AwsError `NoSuchUpload`, `InvalidArgument`, `InvalidRequest`, and for a body that came damaged
 */
export async function uploadPart(bucket: Bucket, { key, query, headers, body: sent }: S3Request): Promise<AwsResponse> {
  refuseUnknownHeaders(headers, []);
  const uploadId = query.get('uploadId') ?? '';
  const number = partNumber(query.get('partNumber') ?? '');
  const { upload } = bucket.uploads.of(key, uploadId);
  const { body, trailers } = decodeChunks(sent, headers);
  const checksum = verifyChecksums(body, { ...headers, ...trailers });
  if (checksum?.name !== upload.algorithm) {
    const [expected, actual] = [upload.algorithm ?? 'null', checksum?.name ?? 'null'];
    throw new AwsError(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
    );
  }
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  const file = await bucket.writeBody(body);
  try {
    // It may have been completed or aborted while the body was written.
    bucket.uploads.of(key, uploadId);
  } catch (error) {
    bucket.discardBody(file);
    throw error;
  }
  bucket.uploads.addPart(upload, {
    number,
    bytes: body.length,
    etag,
    file,
    ...(checksum === undefined ? {} : { checksum: checksum.value }),
  });
  const checksumHeader: Record<string, string> =
    checksum === undefined ? {} : { [`x-amz-checksum-${checksum.name}`]: checksum.value };
  return { status: 200, headers: { etag, ...encryptionHeader, ...checksumHeader }, body: '' };
}

function partNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= partNumberMax) return number;
  throw new AwsError('InvalidArgument', `Part number must be an integer between 1 and ${partNumberMax}, inclusive`);
}
