import { AwsError, type AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import type { StoredObject } from '../object-version.ts';
import type { S3Request } from '../s3-request.ts';
import { xmlAnswer } from '../xml-answer.ts';
import { keyEncoding, keysMax } from './list-parameters.ts';

/** One line of a listing: an object, or all keys that go on after the delimiter in the same way. */
type Entry =
  | { readonly type: 'object'; readonly name: string; readonly object: StoredObject }
  | { readonly type: 'prefix'; readonly name: string };

/** Where a page ended; names a common prefix when all keys below it have been listed. */
interface Position {
  readonly type: Entry['type'];
  readonly name: string;
}

/** Answers ListObjectsV2: what readers see now, in order of the keys' bytes, a page at a time. */
export function listObjects(bucket: Bucket, { query }: S3Request): AwsResponse {
  if (query.get('list-type') !== '2') throw new AwsError('InvalidArgument', 'list-type must be 2');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const pageMax = keysMax(query);
  const encode = keyEncoding(query);
  const position: Position | undefined =
    token !== undefined
      ? positionOf(token)
      : startAfter === undefined
        ? undefined
        : { type: 'object', name: startAfter };
  const page: Entry[] = [];
  let isTruncated = false;
  for (const entry of entriesAfter(bucket, { prefix, delimiter, position })) {
    // S3 answers an empty page that claims to be the last one when no key is asked for.
    if (pageMax === 0) break;
    isTruncated = page.length === pageMax;
    if (isTruncated) break;
    page.push(entry);
  }
  const last = page.at(-1);
  return xmlAnswer('ListBucketResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(startAfter === undefined ? {} : { StartAfter: encode(startAfter) }),
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(isTruncated && last !== undefined ? { NextContinuationToken: tokenOf(last) } : {}),
    KeyCount: page.length,
    MaxKeys: pageMax,
    ...(query.has('encoding-type') ? { EncodingType: 'url' } : {}),
    IsTruncated: isTruncated,
    Contents: page.flatMap((entry) =>
      entry.type === 'prefix'
        ? []
        : [
            {
              Key: encode(entry.name),
              LastModified: entry.object.lastModified,
              ETag: entry.object.etag,
              ...checksumElements(entry.object),
              Size: entry.object.bytes,
              StorageClass: entry.object.storageClass ?? 'STANDARD',
            },
          ],
    ),
    CommonPrefixes: page.flatMap((entry) => (entry.type === 'prefix' ? [{ Prefix: encode(entry.name) }] : [])),
  });
}

export function checksumElements({ checksum }: StoredObject): Readonly<Record<string, string>> {
  return checksum === undefined ? {} : { ChecksumAlgorithm: checksum.name.toUpperCase(), ChecksumType: 'FULL_OBJECT' };
}

function* entriesAfter(
  bucket: Bucket,
  {
    prefix,
    delimiter,
    position,
  }: { readonly prefix: string; readonly delimiter: string; readonly position: Position | undefined },
): Generator<Entry> {
  let listed = position?.type === 'prefix' ? position.name : undefined;
  for (const key of bucket.keysAfter(position?.name, prefix)) {
    if (listed !== undefined && key.startsWith(listed)) continue;
    const object = bucket.current(key);
    if (object === undefined) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      yield { type: 'object', name: key, object };
      continue;
    }
    listed = key.slice(0, end + delimiter.length);
    yield { type: 'prefix', name: listed };
  }
}

function tokenOf({ type, name }: Position): string {
  return Buffer.from(JSON.stringify([type, name])).toString('base64url');
}

function positionOf(token: string): Position {
  try {
    const [type, name] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as readonly unknown[];
    if ((type === 'object' || type === 'prefix') && typeof name === 'string') return { type, name };
  } catch {
    // Not a token of ours: refused like one of a wrong form.
  }
  throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
}
