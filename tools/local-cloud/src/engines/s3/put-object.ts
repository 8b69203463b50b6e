import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AwsError, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { Bucket } from './bucket.ts';
import { verifyChecksums } from './checksums.ts';
import { decodeChunks } from './decode-chunks.ts';
import { refuseUnknownHeaders } from './known-headers.ts';
import { checksumHeaders, encryptionHeader, headersToKeep, versionHeader } from './object-headers.ts';
import { StoredObject } from './object-version.ts';
import type { S3Request } from './s3-request.ts';
import { storageClassHeaders } from './storage-class.ts';

const knownHeaders = [/^x-amz-meta-/, /^x-amz-(server-side-encryption|storage-class)$/, /^if-(none-)?match$/] as const;

/**
 * Writes an object.
 *
 * A condition is checked before the body is written and again when the object appears. As on AWS, the second of two
 * writers of one key gets 412, and a write while the key is deleted gets 409 and may be repeated.
 *
 * @throws AwsError `PreconditionFailed`, `ConditionalRequestConflict`, `NoSuchKey`, and for a body that came damaged
 */
export async function putObject(bucket: Bucket, { key, headers, body: sent }: S3Request): Promise<AwsResponse> {
  refuseUnknownHeaders(headers, knownHeaders);
  refuseOtherValue(headers, 'x-amz-server-side-encryption', 'AES256');
  const storageClass = storageClassOf(bucket, headers);
  const { body, trailers } = decodeChunks(sent, headers);
  const checksum = verifyChecksums(body, { ...headers, ...trailers });
  const object = {
    key,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    headers: headersToKeep(headers),
    ...(storageClass === 'STANDARD' ? {} : { storageClass }),
    ...(checksum === undefined ? {} : { checksum }),
  };
  const verifyCondition = conditionOf(bucket, key, headers);
  verifyCondition();
  const file = await bucket.writeBody(body);
  try {
    verifyCondition();
  } catch (error) {
    bucket.discardBody(file);
    throw error;
  }
  const version = bucket.add(object, { file, bytes: body.length });
  return {
    status: 200,
    headers: {
      etag: version.etag,
      ...versionHeader(version),
      ...encryptionHeader,
      ...checksumHeaders(version),
      ...storageClassHeaders(version, Date.now()),
    },
    body: '',
  };
}

/** Makes the check of a write's condition, which can be repeated and knows what happened since it was made. */
function conditionOf(bucket: Bucket, key: string, headers: S3Request['headers']): () => void {
  const { 'if-none-match': ifNoneMatch, 'if-match': ifMatch } = headers;
  const removalsBefore = bucket.removalsOf(key);
  if (ifNoneMatch === undefined && ifMatch === undefined) return () => undefined;
  if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
    throw new AwsError('NotImplemented', 'a write may have If-None-Match: * or If-Match, and no other condition', 501);
  }
  return () => {
    if (bucket.removalsOf(key) !== removalsBefore) {
      throw new AwsError(
        'ConditionalRequestConflict',
        'The conditional request cannot succeed due to a conflicting operation against this resource.',
        409,
      );
    }
    const current = bucket.current(key);
    if (ifMatch !== undefined && current === undefined) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    const holds = ifMatch === undefined ? current === undefined : current?.etag === quoted(ifMatch);
    if (!holds) throw preconditionFailed();
  };
}

/** An entity tag with quotes, which callers may leave out. */
export function quoted(etag: string): string {
  return etag.startsWith('"') ? etag : `"${etag}"`;
}

export function preconditionFailed(): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
}

const StorageClass = z.enum(['STANDARD', ...StoredObject.shape.storageClass.unwrap().options]);

/** Of a bucket that is copied, only one class: whether S3 copies the others is not simulated. */
function storageClassOf({ rule }: Bucket, headers: S3Request['headers']): z.infer<typeof StorageClass> {
  const asked = headers['x-amz-storage-class'] ?? 'STANDARD';
  const simulated = rule === undefined ? StorageClass : StorageClass.extract(['STANDARD']);
  const { success, data } = simulated.safeParse(asked);
  if (success) return data;
  const message = `x-amz-storage-class ${asked} is not simulated in this bucket; there are ${simulated.options.join(', ')}`;
  throw new AwsError('NotImplemented', message, 501);
}

/** @throws AwsError `NotImplemented` for a header with any other value than the one that is simulated */
export function refuseOtherValue(headers: S3Request['headers'], name: string, only: string): void {
  const value = headers[name] ?? only;
  if (value !== only) throw new AwsError('NotImplemented', `${name} ${value} is not simulated; only ${only} is`, 501);
}
