import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  RestoreObjectCommand,
  S3Client,
  type StorageClass,
  type Tier,
} from '@aws-sdk/client-s3';
import { afterEach, expect, test, vi } from 'vitest';
import { aRegion, type RegionRig } from '../../processes/region/region-rig.ts';

const Bucket = 'archive-bucket-test';
const copied = 'copied-bucket-test';
const dayMs = 86_400_000;

let rig: RegionRig;
let s3: S3Client;
afterEach(async () => {
  vi.useRealTimers();
  await rig?.[Symbol.asyncDispose]();
});

async function aBucket(restorationMs: number): Promise<void> {
  const versioned = { VersioningConfiguration: { Status: 'Enabled' } };
  const rule = {
    Id: 'archive',
    Priority: 1,
    Status: 'Enabled',
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: `arn:aws:s3:::${Bucket}` },
  };
  rig = await aRegion({
    restorationMs,
    resources: () => [
      { type: 'AWS::S3::Bucket', physicalId: Bucket, properties: versioned },
      {
        type: 'AWS::S3::Bucket',
        physicalId: copied,
        properties: { ...versioned, ReplicationConfiguration: { Role: 'arn:aws:iam::0:role/r', Rules: [rule] } },
      },
    ],
    buckets: { [Bucket]: 'us-east-1', [copied]: 'us-east-1' },
  });
  s3 = new S3Client(rig.client);
}

const put = (StorageClass: StorageClass, Key = 'cold') =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'old', StorageClass }));
const head = (Key = 'cold') => s3.send(new HeadObjectCommand({ Bucket, Key }));
const read = async (Key = 'cold') =>
  await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const restore = async (over: { Key?: string; Days?: number; Tier?: Tier } = {}) => {
  const { Key = 'cold', Days = 7, Tier = 'Standard' } = over;
  const asked = new RestoreObjectCommand({
    Bucket,
    Key,
    RestoreRequest: { Days, GlacierJobParameters: { Tier } },
  });
  return (await s3.send(asked)).$metadata.httpStatusCode;
};

test.each(['GLACIER', 'DEEP_ARCHIVE'] as const)('an object in %s says so, and is not read', async (storageClass) => {
  await aBucket(3_600_000);
  await expect(put(storageClass)).resolves.toMatchObject({ ETag: expect.any(String) });
  expect(await head()).toMatchObject({ StorageClass: storageClass, ContentLength: 3 });
  expect((await head()).Restore).toBeUndefined();
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents).toMatchObject([{ Key: 'cold', StorageClass: storageClass, ETag: (await head()).ETag }]);
  await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState', $metadata: { httpStatusCode: 403 } });
});

test('an object in Glacier Instant Retrieval is read at once, and can not be restored', async () => {
  await aBucket(0);
  await put('GLACIER_IR');
  expect(await read()).toBe('old');
  await expect(restore()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 }, name: 'InvalidObjectState' });
});

test('an object is not read while it is restored, and a second request is refused', async () => {
  await aBucket(3_600_000);
  await put('GLACIER');
  expect(await restore()).toBe(202);
  expect((await head()).Restore).toBe('ongoing-request="true"');
  await expect(restore({ Tier: 'Bulk' })).rejects.toMatchObject({ name: 'RestoreAlreadyInProgress' });
  await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState' });
});

test('a restored object is read until the midnight after its days, which another request moves', async () => {
  await aBucket(0);
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T10:00:00.000Z') });
  await put('GLACIER');
  expect(await restore({ Days: 1 })).toBe(202);
  expect(await head()).toMatchObject({
    StorageClass: 'GLACIER',
    Restore: 'ongoing-request="false", expiry-date="Mon, 23 Nov 2026 00:00:00 GMT"',
  });
  expect(await read()).toBe('old');
  expect(await restore({ Days: 2 })).toBe(200);
  vi.setSystemTime(new Date('2026-11-23T23:59:59.999Z'));
  expect(await read()).toBe('old');
  vi.setSystemTime(Date.now() + 1);
  expect((await head()).Restore).toBeUndefined();
  await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState' });
  expect(await restore({ Days: 1 })).toBe(202);
  vi.setSystemTime(Date.now() + dayMs);
  await expect(read()).rejects.toMatchObject({ name: 'InvalidObjectState' });
});

test('refuses a restoration of nothing, for no day, and by a tier that is not simulated', async () => {
  await aBucket(0);
  await put('GLACIER');
  await expect(restore({ Key: 'nothing' })).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(restore({ Days: 0 })).rejects.toMatchObject({ name: 'MalformedXML' });
  await expect(restore({ Tier: 'Expedited' })).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  expect(await restore({ Days: 1 })).toBe(202);
});

test('refuses classes that are not simulated, and archived objects in a bucket that is copied', async () => {
  await aBucket(0);
  await expect(put('GLACIER_IR')).resolves.toBeDefined();
  await expect(put('INTELLIGENT_TIERING')).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  const copy = new PutObjectCommand({ Bucket: copied, Key: 'cold', Body: 'old', StorageClass: 'GLACIER' });
  await expect(s3.send(copy)).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});
