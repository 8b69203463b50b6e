import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bucket as StoredBucket } from '../../../src/engines/s3/bucket.ts';
import { aRegion, type RegionRig } from '../../processes/region/region-rig.ts';

const Bucket = 'exports-bucket-test';
const partBytesMin = 5 * 1024 * 1024;

let rig: RegionRig;
let s3: S3Client;
beforeAll(async () => {
  rig = await aRegion({
    resources: () => [{ type: 'AWS::S3::Bucket', physicalId: Bucket, properties: {} }],
    buckets: { [Bucket]: 'us-east-1' },
  });
  s3 = new S3Client(rig.client);
});
afterAll(async () => await rig?.[Symbol.asyncDispose]());

const crc = (body: Buffer): string => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(body));
  return value.toString('base64');
};

async function begin(Key: string, more: { readonly ContentType?: string } = {}) {
  const { UploadId = '' } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'CRC32', ...more }),
  );
  const upload = { Bucket, Key, UploadId };
  return {
    ...upload,
    part: async (PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
      const put = new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumAlgorithm: 'CRC32' });
      const { ETag, ChecksumCRC32 } = await s3.send(put);
      return { PartNumber, ETag, ChecksumCRC32 };
    },
    complete: (...Parts: readonly CompletedPart[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: [...Parts] } })),
    abort: () => s3.send(new AbortMultipartUploadCommand(upload)),
  };
}

const whole = Buffer.alloc(partBytesMin, 'a');
const rest = Buffer.from('the rest');

test('an object is made of its parts in their order, with a tag and a checksum of theirs', async () => {
  const upload = await begin('joined.csv', { ContentType: 'text/csv' });
  // The second one comes first, and the first one twice.
  const second = await upload.part(2, rest);
  await upload.part(1, Buffer.alloc(partBytesMin, 'b'));
  const first = await upload.part(1, whole);
  expect(first).toMatchObject({
    ETag: `"${createHash('md5').update(whole).digest('hex')}"`,
    ChecksumCRC32: crc(whole),
  });
  const md5s = [whole, rest].map((part) => createHash('md5').update(part).digest());
  const ETag = `"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-2"`;
  const crcs = [whole, rest].map((part) => Buffer.from(crc(part), 'base64'));
  const ChecksumCRC32 = `${crc(Buffer.concat(crcs))}-2`;
  expect(await upload.complete(first, second)).toMatchObject({ ETag, ChecksumCRC32, ChecksumType: 'COMPOSITE' });
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'joined.csv' }));
  expect(read).toMatchObject({ ETag, ContentType: 'text/csv', ContentLength: partBytesMin + rest.length });
  const body = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
  expect(body.equals(Buffer.concat([whole, rest]))).toBe(true);
  await expect(upload.complete(first, second)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  await expect(upload.abort()).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an object of one part is as small as it likes, and nothing of it is seen before', async () => {
  const upload = await begin('small');
  const part = await upload.part(7, rest);
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'small' }))).rejects.toMatchObject({ name: 'NotFound' });
  await upload.complete(part);
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'small' }))).ContentLength).toBe(rest.length);
});

test('every part but the last has 5 MiB: a byte less is refused, and the upload stays', async () => {
  const upload = await begin('too-small');
  const short = await upload.part(1, whole.subarray(1));
  const last = await upload.part(2, rest);
  await expect(upload.complete(short, last)).rejects.toMatchObject({
    name: 'EntityTooSmall',
    $metadata: { httpStatusCode: 400 },
  });
  await upload.complete(await upload.part(1, whole), last);
});

test.each<[string, (parts: readonly CompletedPart[]) => readonly CompletedPart[], string]>([
  ['out of order', ([one, two]) => [two ?? {}, one ?? {}], 'InvalidPartOrder'],
  ['twice', ([one]) => [one ?? {}, one ?? {}], 'InvalidPartOrder'],
  ['with another tag', ([one, two]) => [{ ...one, ETag: two?.ETag }], 'InvalidPart'],
  ['with another checksum', ([one]) => [{ ...one, ChecksumCRC32: 'AAAAAA==' }], 'InvalidPart'],
  ['without its checksum', ([one]) => [{ PartNumber: one?.PartNumber, ETag: one?.ETag }], 'InvalidRequest'],
  ['that nobody has uploaded', ([one, two]) => [one ?? {}, { ...two, PartNumber: 3 }], 'InvalidPart'],
  ['not at all', () => [], 'MalformedXML'],
])('a part that is named %s completes nothing', async (_, named, name) => {
  const upload = await begin('refused');
  const parts = [await upload.part(1, whole), await upload.part(2, rest)];
  await expect(upload.complete(...named(parts))).rejects.toMatchObject({ name });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'refused' }))).rejects.toMatchObject({ name: 'NotFound' });
});

test.each([0, 10_001])('part number %i is refused, 1 and 10,000 are taken', async (number) => {
  const upload = await begin('numbers');
  await expect(upload.part(number, rest)).rejects.toMatchObject({ name: 'InvalidArgument' });
  await upload.part(1, rest);
  await upload.part(10_000, rest);
});

test('a part needs the checksum that its upload has named, and no other', async () => {
  const upload = await begin('checksums');
  const { Key, UploadId } = upload;
  const sent = (more: object) =>
    s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: rest, ...more }));
  await expect(sent({ ChecksumAlgorithm: 'SHA256' })).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha256',
  });
  await expect(sent({ ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
});

test('an upload belongs to its key, and is gone when it is aborted', async () => {
  const upload = await begin('aborted');
  const part = await upload.part(1, rest);
  const other = { Bucket, Key: 'another', UploadId: upload.UploadId };
  await expect(s3.send(new AbortMultipartUploadCommand(other))).rejects.toMatchObject({ name: 'NoSuchUpload' });
  await upload.abort();
  for (const call of [() => upload.part(1, rest), () => upload.complete(part), upload.abort]) {
    await expect(call()).rejects.toMatchObject({ name: 'NoSuchUpload', $metadata: { httpStatusCode: 404 } });
  }
});

test('an upload outlives the process of its region, and leaves no files behind', async () => {
  const parent = join(rig.start.dataDir, 'restarted');
  const open = () => new StoredBucket({ name: 'b', isVersioned: false }, parent);
  const first = open();
  const upload = first.uploads.begin({ key: 'k', headers: {} });
  const part = { number: 1, bytes: 1, etag: '"a"', file: await first.writeBody(Buffer.from('a')) };
  first.uploads.addPart(upload, part);
  first.close();
  const second = open();
  expect([...second.uploads.of('k', upload.uploadId).parts.values()]).toEqual([part]);
  second.uploads.end(upload);
  second.close();
  const third = open();
  expect(() => third.uploads.of('k', upload.uploadId)).toThrow(/does not exist/);
  third.close();
  expect(readdirSync(join(parent, 'b'))).toEqual(['changes.ndjson']);
});
