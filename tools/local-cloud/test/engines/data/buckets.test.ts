import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandOutput,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRegion, type RegionRig } from '../../processes/region/region-rig.ts';

const Bucket = 'archive-bucket-test';
const plain = 'plain-bucket-test';

let rig: RegionRig;
let s3: S3Client;

beforeAll(async () => {
  rig = await aRegion({
    resources: () => [
      {
        type: 'AWS::S3::Bucket',
        physicalId: Bucket,
        properties: { VersioningConfiguration: { Status: 'Enabled' } },
      },
      { type: 'AWS::S3::Bucket', physicalId: plain, properties: {} },
    ],
    buckets: { [Bucket]: 'us-east-1', [plain]: 'us-east-1', 'far-bucket-test': 'us-east-2' },
  });
  // As a function makes it: no option but what every client gets from its environment.
  s3 = new S3Client(rig.client);
});
afterAll(async () => await rig?.[Symbol.asyncDispose]());

test('an object comes back with its bytes, its type, its metadata and the checksum it was sent with', async () => {
  const body = Buffer.from([0, 1, 2, 250, 251, 252]);
  const put = await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'bytes/ä ?#%+&.bin',
      Body: body,
      ContentType: 'application/x-ndjson',
      Metadata: { epoch: '7' },
    }),
  );
  expect(put).toMatchObject({
    ETag: `"${createHash('md5').update(body).digest('hex')}"`,
    VersionId: expect.stringMatching(/^[\w-]{32}$/),
    ServerSideEncryption: 'AES256',
    ChecksumType: 'FULL_OBJECT',
  });
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'bytes/ä ?#%+&.bin' }));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(body);
  expect(got).toMatchObject({
    ContentType: 'application/x-ndjson',
    ContentLength: 6,
    ETag: put.ETag,
    VersionId: put.VersionId,
    ChecksumCRC32: put.ChecksumCRC32,
    Metadata: { epoch: '7' },
  });
  expect(got.ReplicationStatus).toBeUndefined();
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'bytes/ä ?#%+&.bin' }));
  expect(head).toMatchObject({ ContentLength: 6, VersionId: put.VersionId, LastModified: got.LastModified });
});

test('a key keeps its dots and slashes', async () => {
  await put('a/../b//./c', 'dots');
  expect(await text('a/../b//./c')).toBe('dots');
  await expect(text('b/c')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a stream of known length arrives whole', async () => {
  const chunks = ['first line\n', 'second line\n'];
  const length = chunks.join('').length;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from(chunks), ContentLength: length }));
  expect(await text('stream')).toBe(chunks.join(''));
});

test.each<[string, string | undefined, string]>([
  ['the first three bytes', 'bytes=0-2', '012'],
  ['the rest', 'bytes=7-', '789'],
  ['the last two', 'bytes=-2', '89'],
  ['more than there are', 'bytes=8-99', '89'],
])('a range answers %s', async (_, Range, expected) => {
  await put('range', '0123456789');
  const { Body, ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
  expect(await Body?.transformToString()).toBe(expected);
  expect(ContentRange).toMatch(/^bytes \d-9\/10$|^bytes 0-2\/10$/);
});

test('a range behind the end is refused', async () => {
  await put('range', '0123456789');
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=9-9' }))).resolves.toBeDefined();
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=10-' }))).rejects.toMatchObject({
    name: 'InvalidRange',
    $metadata: { httpStatusCode: 416 },
  });
});

test('If-None-Match: * writes a new key and refuses one that exists, also with the same bytes', async () => {
  const write = () => s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'chunk', IfNoneMatch: '*' }));
  await write();
  await expect(write()).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'once' }));
  await expect(write()).resolves.toMatchObject({ VersionId: expect.any(String) });
});

test('of many writers with If-None-Match: * one wins, and its bytes stay', async () => {
  const writers = Array.from({ length: 20 }, (_, index) => `writer ${index}`);
  const outcomes = await Promise.all(
    writers.map((Body) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'contended', Body, IfNoneMatch: '*' })).then(
        () => Body,
        (error: Error) => error.name,
      ),
    ),
  );
  const winners = outcomes.filter((outcome) => outcome.startsWith('writer'));
  expect(winners).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'PreconditionFailed')).toHaveLength(19);
  expect(await text('contended')).toBe(winners[0]);
});

test('If-Match replaces only what the writer has seen', async () => {
  const { ETag } = await put('seen', 'one');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'seen', Body: 'two', IfMatch: ETag }));
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: 'seen', Body: 'three', IfMatch: ETag })),
  ).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: 'never seen', Body: 'three', IfMatch: ETag })),
  ).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
});

test('a reader may ask for what it has: 304 for the same, 412 for something else', async () => {
  const { ETag } = await put('etag', 'one');
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'etag', IfNoneMatch: ETag }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 304 },
  });
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'etag', IfMatch: '"other"' }))).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'etag', IfMatch: ETag }))).resolves.toMatchObject({ ETag });
});

test('a delete hides an object behind a marker, its versions stay, and deleting the marker brings it back', async () => {
  const first = await put('hidden', 'one');
  const second = await put('hidden', 'two');
  const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'hidden' }));
  expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  await expect(text('hidden')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'hidden' }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(text('hidden', marker.VersionId)).rejects.toMatchObject({
    name: 'MethodNotAllowed',
    $metadata: { httpStatusCode: 405 },
  });
  expect(await text('hidden', first.VersionId)).toBe('one');
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'hidden' }));
  expect(listed.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
    [second.VersionId, false],
    [first.VersionId, false],
  ]);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'hidden', VersionId: marker.VersionId }));
  expect(await text('hidden')).toBe('two');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'hidden', VersionId: second.VersionId }));
  expect(await text('hidden')).toBe('one');
  await expect(text('hidden', second.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
});

test('a bucket without versioning keeps the last write, and a delete is final', async () => {
  await s3.send(new PutObjectCommand({ Bucket: plain, Key: 'k', Body: 'one' }));
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: plain, Key: 'k', Body: 'two' }));
  expect(VersionId).toBeUndefined();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: plain, Key: 'k' }));
  expect(await Body?.transformToString()).toBe('two');
  await s3.send(new DeleteObjectCommand({ Bucket: plain, Key: 'k' }));
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: plain }));
  expect([listed.Versions, listed.DeleteMarkers]).toEqual([undefined, undefined]);
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket: plain }))).Status).toBeUndefined();
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
});

test('several objects and versions are deleted by one call', async () => {
  const { VersionId } = await put('many/<1>&', 'one');
  await put('many/2', 'two');
  const { Deleted } = await s3.send(
    new DeleteObjectsCommand({
      Bucket,
      Delete: { Objects: [{ Key: 'many/<1>&', VersionId }, { Key: 'many/2' }] },
    }),
  );
  expect(Deleted).toEqual([
    { Key: 'many/<1>&', VersionId },
    { Key: 'many/2', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
  ]);
  expect(await keys({ Prefix: 'many/' })).toEqual([]);
});

test('a listing pages through all keys in order of their bytes, each once', async () => {
  // U+FF5E comes before U+1F600 in UTF-8 and after it in the strings of JavaScript.
  const names = ['page/A', 'page/a', 'page/b', 'page/ä', 'page/～', 'page/😀'];
  for (const name of names.toReversed()) await put(name, name);
  const seen: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: 'page/' })) {
    expect(page.KeyCount).toBe(2);
    seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
  }
  expect(seen).toEqual(names);
  expect(await keys({ Prefix: 'page/', StartAfter: 'page/b' })).toEqual(names.slice(3));
});

test('a page is truncated when one key more is there, and not when it holds all', async () => {
  for (const name of ['full/1', 'full/2']) await put(name, name);
  const list = (MaxKeys: number) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'full/', MaxKeys }));
  expect(await list(2)).toMatchObject({ KeyCount: 2, IsTruncated: false });
  expect(await list(1)).toMatchObject({ KeyCount: 1, IsTruncated: true, NextContinuationToken: expect.any(String) });
  expect(await list(0)).toMatchObject({ KeyCount: 0, IsTruncated: false });
  expect(await list(5000)).toMatchObject({ MaxKeys: 1000 });
});

test('a delimiter rolls keys up, and pages do not repeat what was rolled up', async () => {
  for (const name of ['tree/a/1', 'tree/a/2', 'tree/b', 'tree/c/1']) await put(name, name);
  const rolled: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2(
    { client: s3, pageSize: 1 },
    { Bucket, Prefix: 'tree/', Delimiter: '/' },
  )) {
    rolled.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    rolled.push(...(page.Contents ?? []).map(({ Key }) => Key));
  }
  expect(rolled).toEqual(['tree/a/', 'tree/b', 'tree/c/']);
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['digest', { 'content-md5': createHash('md5').update('other').digest('base64') }, 'BadDigest'],
  ['digest of no form', { 'content-md5': 'abc' }, 'InvalidDigest'],
  ['CRC-32', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
  ['SHA-256', { 'x-amz-checksum-sha256': createHash('sha256').update('other').digest('base64') }, 'BadDigest'],
  ['checksum of no form', { 'x-amz-checksum-sha1': 'AAAA' }, 'InvalidRequest'],
  ['checksum that is not simulated', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, 'NotImplemented'],
  ['two checksums', { 'x-amz-checksum-crc32': 'NSRBwg==', 'x-amz-checksum-sha1': 'AAAA' }, 'InvalidRequest'],
])('a body that does not fit its %s is not written', async (_, headers, code) => {
  const answer = await signed('PUT', `/${Bucket}/damaged`, headers, 'body');
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.text()).toContain(`<Code>${code}</Code>`);
  await expect(text('damaged')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a signature over other bytes is refused', async () => {
  const answer = await signed('PUT', `/${Bucket}/damaged`, { 'x-amz-content-sha256': 'a'.repeat(64) }, 'body');
  expect(await answer.text()).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['an access control list', { 'x-amz-acl': 'public-read' }, 'x-amz-acl'],
  ['tags', { 'x-amz-tagging': 'a=b' }, 'x-amz-tagging'],
  ['a lock', { 'x-amz-object-lock-mode': 'COMPLIANCE' }, 'x-amz-object-lock-mode'],
  ['a key of KMS', { 'x-amz-server-side-encryption': 'aws:kms' }, 'aws:kms'],
  ['another class', { 'x-amz-storage-class': 'ONEZONE_IA' }, 'ONEZONE_IA'],
  ['a condition on one version', { 'if-none-match': '"abc"' }, 'If-None-Match'],
])('a write with %s is refused by name', async (_, headers, named) => {
  const answer = await signed('PUT', `/${Bucket}/refused`, headers, 'body');
  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain(named);
});

test('calls that are not simulated are refused by name', async () => {
  await expect(s3.send(new ListMultipartUploadsCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('there are PutObject'),
  });
  await expect(
    s3.send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/other` })),
  ).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining('x-amz-copy-source') });
  await expect(s3.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }))).rejects.toThrow(/fetch-owner/);
});

test('a bucket that is nowhere is not found; one of another region is named with its region', async () => {
  await expect(s3.send(new HeadBucketCommand({ Bucket }))).resolves.toBeDefined();
  await expect(s3.send(new PutObjectCommand({ Bucket: 'no-bucket', Key: 'k', Body: 'v' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'no-bucket' }))).rejects.toMatchObject({ name: 'NotFound' });
  await expect(s3.send(new GetObjectCommand({ Bucket: 'far-bucket-test', Key: 'k' }))).rejects.toMatchObject({
    name: 'PermanentRedirect',
    message: expect.stringContaining('us-east-2'),
  });
});

test('an object of 16 MiB is taken, one byte more is too large here', async () => {
  const write = (bytes: number) =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(bytes, 'a') }));
  await write(16 * 1024 * 1024);
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'large' }))).toMatchObject({ ContentLength: 16_777_216 });
  await expect(write(16 * 1024 * 1024 + 1)).rejects.toMatchObject({ name: 'EntityTooLarge' });
});

test('a key of 1,024 bytes is taken, one byte more is too long', async () => {
  await put('k'.repeat(1024), 'long');
  await expect(put('k'.repeat(1025), 'too long')).rejects.toMatchObject({ name: 'KeyTooLongError' });
});

test('metadata of 2,048 bytes is taken, one byte more is too large', async () => {
  const write = (bytes: number) =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'metadata', Body: 'v', Metadata: { abcd: 'v'.repeat(bytes - 4) } }));
  await write(2048);
  await expect(write(2049)).rejects.toMatchObject({ name: 'MetadataTooLarge' });
});

function put(Key: string, Body: string): Promise<PutObjectCommandOutput> {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body }));
}

async function text(Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

async function keys(input: { readonly Prefix: string; readonly StartAfter?: string }): Promise<(string | undefined)[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return Contents.map(({ Key }) => Key);
}

/** A call with headers that no SDK client would send. */
function signed(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Response> {
  return fetch(`${rig.endpoint}${path}`, {
    method,
    body,
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=operator/20000101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
      ...headers,
    },
  });
}
