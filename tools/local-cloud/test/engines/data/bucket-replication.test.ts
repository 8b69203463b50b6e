import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketName } from './resources.ts';
import { central, east, TwoRegions, until } from './two-regions.ts';

/**
 * The life of two archives that copy each other, through the loss of one: copies arrive, are no source of copies, and what
 * the lost region had not sent is out of reach until it returns with its disk.
 */
let cloud: TwoRegions;

beforeAll(async () => {
  cloud = await TwoRegions.start();
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

test.each([
  ['made first, which got its target by a call', east, central],
  ['made second, which has it in its template', central, east],
])('an object of the bucket %s is copied with version, time and metadata', async (_, from, to) => {
  const { VersionId } = await put(from, `from/${from}`, 'body', { ledger: 'a' });
  const copy = await arrived(to, `from/${from}`);
  const source = await until(async () => {
    const head = await describe(from, `from/${from}`);
    return head.ReplicationStatus === 'COMPLETED' ? head : undefined;
  });
  expect(copy).toMatchObject({
    VersionId,
    ETag: source.ETag,
    LastModified: source.LastModified,
    ReplicationStatus: 'REPLICA',
    Metadata: { ledger: 'a' },
  });
  expect(await text(to, `from/${from}`)).toBe('body');
});

test('a copy is not copied back: each side has the version once', async () => {
  await put(east, 'once', 'one');
  await arrived(central, 'once');
  await put(central, 'afterwards', 'two');
  await arrived(east, 'afterwards');
  const { Versions } = await client(east).send(
    new ListObjectVersionsCommand({ Bucket: bucketName(east), Prefix: 'once' }),
  );
  expect(Versions).toHaveLength(1);
});

test('a delete marker stays where it was made, and so does the deletion of a version', async () => {
  const { VersionId } = await put(east, 'deleted', 'one');
  await arrived(central, 'deleted');
  await client(east).send(new DeleteObjectCommand({ Bucket: bucketName(east), Key: 'deleted' }));
  await client(east).send(new DeleteObjectCommand({ Bucket: bucketName(east), Key: 'deleted', VersionId }));
  await put(east, 'after the delete', 'two');
  await arrived(central, 'after the delete');
  expect(await text(central, 'deleted')).toBe('one');
});

test('what the link holds is pending, and the region of the destination reports it with the first copy that arrives', async () => {
  const dimensions = { SourceBucket: bucketName(east), DestinationBucket: bucketName(central), RuleId: 'archive' };
  const reported = (region: string, name: string) => cloud.counted(region, { namespace: 'AWS/S3', name, dimensions });
  await put(east, 'before', 'none');
  await arrived(central, 'before');
  cloud.links.at({ kind: 'aws', from: east, to: central }).hold();
  await put(east, 'held/1', 'one');
  await put(east, 'held/2', 'two');
  expect((await describe(east, 'held/1')).ReplicationStatus).toBe('PENDING');
  await expect(describe(central, 'held/1')).rejects.toMatchObject({ name: 'NotFound' });
  cloud.links.at({ kind: 'aws', from: east, to: central }).carry();
  await arrived(central, 'held/2');
  await until(async () => reported(central, 'OperationsPendingReplication').at(-1) === 0);
  expect(reported(central, 'ReplicationLatency').every((seconds) => seconds >= 0)).toBe(true);
  expect(reported(east, 'ReplicationLatency')).toEqual([]);
});

test('a lost region comes back with its objects and sends what it had not sent', async () => {
  await put(east, 'kept', 'one');
  await arrived(central, 'kept');
  cloud.links.at({ kind: 'aws', from: east, to: central }).cut();
  const { VersionId } = await put(east, 'unsent', 'only here');
  await cloud.kill(east);

  expect(await text(central, 'kept')).toBe('one');
  await expect(describe(central, 'unsent')).rejects.toMatchObject({ name: 'NotFound' });
  await put(central, 'while alone', 'two');
  expect((await describe(central, 'while alone')).ReplicationStatus).toBe('PENDING');

  // Not before: a copy that was on its way when the region died would still arrive.
  cloud.links.at({ kind: 'aws', from: east, to: central }).carry();
  await cloud.startRegion(east, { restored: true });
  expect(await text(east, 'kept')).toBe('one');
  expect(await arrived(central, 'unsent')).toMatchObject({ VersionId, ReplicationStatus: 'REPLICA' });
  expect(await text(central, 'unsent')).toBe('only here');
  expect(await arrived(east, 'while alone')).toMatchObject({ ReplicationStatus: 'REPLICA' });
  // Its answer may have been lost with the link: then it was sent once more.
  await until(async () => (await describe(east, 'kept')).ReplicationStatus === 'COMPLETED');
});

function client(region: string): S3Client {
  return new S3Client(cloud.client(region));
}

function put(
  region: string,
  Key: string,
  Body: string,
  Metadata: Record<string, string> = {},
): Promise<{ readonly VersionId?: string | undefined }> {
  return client(region).send(new PutObjectCommand({ Bucket: bucketName(region), Key, Body, Metadata }));
}

function describe(region: string, Key: string): Promise<HeadObjectCommandOutput> {
  return client(region).send(new HeadObjectCommand({ Bucket: bucketName(region), Key }));
}

function arrived(region: string, Key: string): Promise<HeadObjectCommandOutput> {
  return until(() => describe(region, Key).catch(() => undefined));
}

async function text(region: string, Key: string): Promise<string | undefined> {
  const { Body } = await client(region).send(new GetObjectCommand({ Bucket: bucketName(region), Key }));
  return Body?.transformToString();
}
