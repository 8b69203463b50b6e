import { AwsError, type AwsResponse } from '../../../protocol/aws/aws-call.ts';
import type { Bucket } from '../bucket.ts';
import type { ObjectVersion } from '../object-version.ts';
import type { S3Request } from '../s3-request.ts';
import { xmlAnswer } from '../xml-answer.ts';
import { checksumElements } from './list-objects.ts';
import { keyEncoding, keysMax } from './list-parameters.ts';

/** Answers ListObjectVersions: objects and delete markers, by key and then newest first, a page at a time. */
export function listVersions(bucket: Bucket, { query }: S3Request): AwsResponse {
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker');
  const versionMarker = query.get('version-id-marker');
  if (versionMarker !== undefined && keyMarker === undefined) {
    throw new AwsError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  }
  const pageMax = keysMax(query);
  const encode = keyEncoding(query);
  const page: ObjectVersion[] = [];
  let isTruncated = false;
  for (const version of versionsAfter(bucket, { prefix, keyMarker, versionMarker })) {
    if (pageMax === 0) break;
    isTruncated = page.length === pageMax;
    if (isTruncated) break;
    page.push(version);
  }
  const last = page.at(-1);
  const element = (version: ObjectVersion) => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.newest(version.key) === version,
    LastModified: version.lastModified,
  });
  return xmlAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker ?? ''),
    VersionIdMarker: versionMarker ?? '',
    ...(isTruncated && last !== undefined
      ? { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.versionId }
      : {}),
    MaxKeys: pageMax,
    ...(query.has('encoding-type') ? { EncodingType: 'url' } : {}),
    IsTruncated: isTruncated,
    Version: page.flatMap((version) =>
      version.kind === 'delete_marker'
        ? []
        : [
            {
              ...element(version),
              ETag: version.etag,
              ...checksumElements(version),
              Size: version.bytes,
              StorageClass: version.storageClass ?? 'STANDARD',
            },
          ],
    ),
    DeleteMarker: page.filter(({ kind }) => kind === 'delete_marker').map(element),
  });
}

function* versionsAfter(
  bucket: Bucket,
  {
    prefix,
    keyMarker,
    versionMarker,
  }: { readonly prefix: string; readonly keyMarker: string | undefined; readonly versionMarker: string | undefined },
): Generator<ObjectVersion> {
  if (keyMarker !== undefined && versionMarker !== undefined && keyMarker.startsWith(prefix)) {
    const versions = bucket.versionsOf(keyMarker);
    yield* versions.slice(versions.findIndex(({ versionId }) => versionId === versionMarker) + 1);
  }
  for (const key of bucket.keysAfter(keyMarker, prefix)) yield* bucket.versionsOf(key);
}
