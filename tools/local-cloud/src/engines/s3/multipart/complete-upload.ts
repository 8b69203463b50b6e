import { createHash } from 'node:crypto';
import { AwsError, type AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import { checksumOf, verifyChecksums } from '../checksums.ts';
import { decodeChunks } from '../decode-chunks.ts';
import { refuseUnknownHeaders } from '../known-headers.ts';
import { encryptionHeader, versionHeader } from '../object-headers.ts';
import type { S3Request } from '../s3-request.ts';
import { xmlAnswer } from '../xml-answer.ts';
import { type NamedPart, readCompleteDocument } from './complete-document.ts';
import type { Upload, UploadedPart } from './upload.ts';

/** All parts but the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const partBytesMin = 5 * 1024 * 1024;

/**
 * Makes an object of the parts that are named, in the order of their numbers; the others are discarded.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html; that each part needs its checksum again where it
 * was uploaded with one, and that a wrong one is an `InvalidPart`, was seen in https://github.com/floci-io/floci/pull/3093.
 *
 * @throws AwsError `NoSuchUpload`, `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `InvalidRequest`, `EntityTooSmall`
 */
export async function completeUpload(
  bucket: Bucket,
  { key, query, headers, body: sent }: S3Request,
): Promise<AwsResponse> {
  refuseUnknownHeaders(headers, []);
  const uploadId = query.get('uploadId') ?? '';
  const { upload, parts } = bucket.uploads.of(key, uploadId);
  const { body, trailers } = decodeChunks(sent, headers);
  verifyChecksums(body, { ...headers, ...trailers });
  const named = readCompleteDocument(body.toString('utf8'));
  if (named.some(({ number }, index) => index > 0 && number <= (named[index - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    );
  }
  const chosen = named.map((part) => partFor(part, parts, upload));
  if (chosen.slice(0, -1).some(({ bytes }) => bytes < partBytesMin)) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const file = await bucket.joinBodies(chosen.map((part) => part.file));
  try {
    // Another completion may have been faster, or an abort.
    bucket.uploads.of(key, uploadId);
  } catch (error) {
    bucket.discardBody(file);
    throw error;
  }
  const checksum = compositeChecksum(upload, chosen);
  const version = bucket.add(
    { key, headers: upload.headers, etag: compositeEtag(chosen), ...(checksum === undefined ? {} : { checksum }) },
    { file, bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0) },
  );
  bucket.uploads.end(upload);
  const answer = xmlAnswer('CompleteMultipartUploadResult', {
    Bucket: bucket.name,
    Key: key,
    ETag: version.etag,
    ...(checksum === undefined
      ? {}
      : { [`Checksum${checksum.name.toUpperCase()}`]: checksum.value, ChecksumType: 'COMPOSITE' }),
  });
  return { ...answer, headers: { ...answer.headers, ...encryptionHeader, ...versionHeader(version) } };
}

function partFor(
  { number, etag, checksums }: NamedPart,
  parts: ReadonlyMap<number, UploadedPart>,
  { algorithm }: Upload,
): UploadedPart {
  const part = parts.get(number);
  if (algorithm !== undefined && checksums[algorithm] === undefined) {
    throw new AwsError(
      'InvalidRequest',
      `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  const isNamed =
    part !== undefined && part.etag === etag && (algorithm === undefined || part.checksum === checksums[algorithm]);
  if (isNamed) return part;
  throw new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  );
}

/** MD5 of the parts' MD5s, and how many they are. */
function compositeEtag(parts: readonly UploadedPart[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag.slice(1, -1), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html, composite checksums. */
function compositeChecksum(
  { algorithm }: Upload,
  parts: readonly UploadedPart[],
): { readonly name: string; readonly value: string } | undefined {
  if (algorithm === undefined) return undefined;
  const checksums = parts.map(({ checksum = '' }) => Buffer.from(checksum, 'base64'));
  return { name: algorithm, value: `${checksumOf(algorithm, Buffer.concat(checksums))}-${parts.length}` };
}
