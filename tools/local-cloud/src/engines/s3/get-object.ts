import { AwsError, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { Bucket } from './bucket.ts';
import { byteRange } from './byte-range.ts';
import { refuseUnknownHeaders } from './known-headers.ts';
import { headersOf, httpDate, versionHeader } from './object-headers.ts';
import type { StoredObject } from './object-version.ts';
import { preconditionFailed, quoted } from './put-object.ts';
import type { S3Request } from './s3-request.ts';
import { refuseArchived, storageClassHeaders } from './storage-class.ts';

const knownHeaders = [/^if-(none-)?match$/, /^range$/] as const;

/**
 * Reads an object, or the part of it that `Range` names.
 *
 * @throws AwsError `NoSuchKey`, `NoSuchVersion`, `MethodNotAllowed` for a delete marker, `PreconditionFailed`, `InvalidRange`,
 * `InvalidObjectState` for an archived object without a restored copy
 */
export async function getObject(bucket: Bucket, request: S3Request): Promise<AwsResponse> {
  const object = objectFor(bucket, request);
  const { headers } = request;
  if (isUnchanged(object, headers)) return { status: 304, headers: { etag: object.etag }, body: '' };
  refuseArchived(object, Date.now());
  const body = await bucket.readBody(object);
  const range = byteRange(headers['range'], object.bytes);
  if (range === undefined) return { status: 200, headers: describe(object, headers, object.bytes), body };
  const part = body.subarray(range.from, range.to + 1);
  return {
    status: 206,
    headers: {
      ...headersOf(object, { hasChecksum: false }),
      ...storageClassHeaders(object, Date.now()),
      'content-length': String(part.length),
      'content-range': `bytes ${range.from}-${range.to}/${object.bytes}`,
    },
    body: part,
  };
}

/** Describes an object; throws like {@link getObject}, and the answer never has a body. */
export async function headObject(bucket: Bucket, request: S3Request): Promise<AwsResponse> {
  const object = objectFor(bucket, request);
  const { headers } = request;
  if (headers['range'] !== undefined) throw new AwsError('NotImplemented', 'HEAD with a range is not simulated', 501);
  if (isUnchanged(object, headers)) return { status: 304, headers: { etag: object.etag }, body: '' };
  return { status: 200, headers: describe(object, headers, object.bytes), body: '' };
}

function describe(object: StoredObject, asked: S3Request['headers'], bytes: number): Record<string, string> {
  const hasChecksum = asked['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  return {
    ...headersOf(object, { hasChecksum }),
    ...storageClassHeaders(object, Date.now()),
    'content-length': String(bytes),
  };
}

/** The version that a call means; throws like {@link getObject}. */
export function objectFor(bucket: Bucket, { key, query, headers }: S3Request): StoredObject {
  refuseUnknownHeaders(headers, knownHeaders);
  const versionId = query.get('versionId');
  const version = versionId === undefined ? bucket.newest(key) : bucket.version(key, versionId);
  if (version === undefined) {
    throw versionId === undefined
      ? new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
      : new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  }
  if (version.kind === 'delete_marker') {
    const marked = { 'x-amz-delete-marker': 'true', ...versionHeader(version) };
    throw versionId === undefined
      ? new AwsError('NoSuchKey', 'The specified key does not exist.', 404, marked)
      : new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
          ...marked,
          allow: 'DELETE',
          'last-modified': httpDate(version),
        });
  }
  if (headers['if-match'] !== undefined && !matches(version, headers['if-match'])) throw preconditionFailed();
  return version;
}

function isUnchanged(object: StoredObject, { 'if-none-match': ifNoneMatch }: S3Request['headers']): boolean {
  return ifNoneMatch !== undefined && matches(object, ifNoneMatch);
}

function matches({ etag }: StoredObject, condition: string): boolean {
  return condition === '*' || quoted(condition) === etag;
}
