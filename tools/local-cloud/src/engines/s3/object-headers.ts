import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ObjectVersion, StoredObject } from './object-version.ts';

const metadataPrefix = 'x-amz-meta-';
/** Names and values of an object's own metadata together, in bytes. */
const metadataBytesMax = 2 * 1024;
const keptHeaders = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'] as const;
/** Content type of an object whose writer named none. */
const typeByDefault = 'binary/octet-stream';
/** How a body was sent, which is no property of the object. */
const chunkedEncoding = 'aws-chunked';

/**
 * Reads off a write what comes back with the object.
 *
 * @throws AwsError `MetadataTooLarge`
 */
export function headersToKeep(headers: Readonly<Record<string, string>>): StoredObject['headers'] {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  const bytes = metadata
    .map(([name, value]) => Buffer.byteLength(name.slice(metadataPrefix.length)) + Buffer.byteLength(value))
    .reduce((sum, size) => sum + size, 0);
  if (bytes > metadataBytesMax) {
    throw new AwsError(
      'MetadataTooLarge',
      `Your metadata headers exceed the maximum allowed metadata size of ${metadataBytesMax} bytes, got ${bytes}`,
    );
  }
  const kept = keptHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  const encodings = (headers['content-encoding'] ?? '')
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== chunkedEncoding);
  return {
    'content-type': typeByDefault,
    ...Object.fromEntries([...kept, ...metadata]),
    ...(encodings.length === 0 ? {} : { 'content-encoding': encodings.join(',') }),
  };
}

/** Headers of an answer that holds an object or describes it. */
export function headersOf(
  object: StoredObject,
  { hasChecksum }: { readonly hasChecksum: boolean },
): Record<string, string> {
  return {
    ...object.headers,
    etag: object.etag,
    'last-modified': httpDate(object),
    'accept-ranges': 'bytes',
    ...versionHeader(object),
    ...encryptionHeader,
    ...(object.replication === undefined ? {} : { 'x-amz-replication-status': object.replication }),
    ...(hasChecksum ? checksumHeaders(object) : {}),
  };
}

/** S3's own keys encrypt every object, unless its bucket or its writer names another one, which is not simulated. */
export const encryptionHeader = { 'x-amz-server-side-encryption': 'AES256' } as const;

export function checksumHeaders({ checksum }: StoredObject): Record<string, string> {
  if (checksum === undefined) return {};
  // One of the parts' checksums ends in their number.
  const type = checksum.value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT';
  return { [`x-amz-checksum-${checksum.name}`]: checksum.value, 'x-amz-checksum-type': type };
}

/** Nothing in a bucket without versioning. */
export function versionHeader({ versionId }: ObjectVersion): Record<string, string> {
  return versionId === 'null' ? {} : { 'x-amz-version-id': versionId };
}

/** When a version was made, as headers write it: in whole seconds. */
export function httpDate({ lastModified }: ObjectVersion): string {
  return new Date(lastModified).toUTCString();
}
