import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { archivedSchemaPrefix } from '@redoubt/contracts';
import { findChain, openArchive, type RestoreProgress, readChain, S3Archive } from '@redoubt/ledger-archive';
import { afterEach, expect, test } from 'vitest';
import { anArchive } from '../../ledger-archive/test/an-archive.ts';
import { aRegion, type RegionRig } from '../../local-cloud/test/processes/region/region-rig.ts';

/*
 * The archive's reader against the local cloud's S3: a chain of which some objects are in Glacier, restored at once, after a
 * while, or never within this test.
 */
const bucket = 'archive-bucket-test';
const one = { epoch: 1, ordinal: 1 };
const two = { epoch: 1, ordinal: 2, from: one };
const three = { epoch: 1, ordinal: 3, from: two };
const store = anArchive(one, two, three);
const [firstKey = '', secondKey = '', lastKey = ''] = store.objects.keys();
const schemaKey = `${archivedSchemaPrefix}${'5'.repeat(64)}.json`;

let rig: RegionRig;
let s3: S3Client;
afterEach(async () => {
  s3.destroy();
  await rig[Symbol.asyncDispose]();
});

async function coldArchive(restorationMs: number): Promise<void> {
  rig = await aRegion({
    restorationMs,
    resources: () => [{ type: 'AWS::S3::Bucket', physicalId: bucket, properties: {} }],
    buckets: { [bucket]: 'us-east-1' },
  });
  s3 = new S3Client(rig.client);
  const put = (Key: string, Body = '{}', StorageClass: 'STANDARD' | 'GLACIER' | 'DEEP_ARCHIVE' = 'GLACIER') =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, StorageClass }));
  await put(firstKey, store.objects.get(firstKey));
  await put(secondKey, store.objects.get(secondKey), 'DEEP_ARCHIVE');
  await put(lastKey, store.objects.get(lastKey), 'STANDARD');
  await put(schemaKey);
}

async function commandsIn(archive: S3Archive): Promise<{ commands: number; told: readonly RestoreProgress[] }> {
  const told: RestoreProgress[] = [];
  const opened = await openArchive(archive, (progress) => told.push(progress));
  let commands = 0;
  for await (const object of readChain(opened, (await findChain(opened)).objects)) commands += object.commands.length;
  return { commands, told };
}

const restorationOf = async (Key: string) => (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }))).Restore;

test('A12 a rebuild that meets cold objects restores them, and says so', async () => {
  await coldArchive(10);
  const { commands, told } = await commandsIn(new S3Archive(bucket, rig.client));
  expect(commands).toBe(3);
  expect(told[0]).toMatchObject({ restored: 0, total: 3, since: expect.any(Date) });
  expect(told.at(-1)).toMatchObject({ restored: 3, total: 3 });
  for (const key of [firstKey, secondKey, schemaKey]) expect(await restorationOf(key)).toContain('"false"');
});

test('A12 a rebuild that is repeated asks again for what it has, and reads it', async () => {
  await coldArchive(0);
  await commandsIn(new S3Archive(bucket, rig.client));
  expect((await commandsIn(new S3Archive(bucket, rig.client))).commands).toBe(3);
});

test('A12 a rebuild that has waited for long enough asks for all, and ends; the next one takes that as asked', async () => {
  await coldArchive(3_600_000);
  const archive = new S3Archive(bucket, rig.client, { restoreWaitMsMax: 0 });
  for (const attempt of ['first', 'second']) {
    await expect(commandsIn(archive), attempt).rejects.toMatchObject({
      code: 'restore_pending',
      message: expect.stringMatching(/^0 of 3 objects have been restored from Glacier since \d{4}-.+Z$/),
    });
    for (const key of [firstKey, secondKey, schemaKey]) expect(await restorationOf(key)).toContain('"true"');
  }
});

test('A12 Ctrl-C ends the wait', async () => {
  await coldArchive(3_600_000);
  const interruption = new AbortController();
  const archive = new S3Archive(bucket, rig.client, { signal: interruption.signal });
  const waiting = openArchive(archive, () => interruption.abort());
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('A12 an object that moved to Glacier after the listing is named, and not called unreachable', async () => {
  await coldArchive(3_600_000);
  await expect(new S3Archive(bucket, rig.client).read(firstKey)).rejects.toMatchObject({
    code: 'restore_pending',
    message: `s3://${bucket}/${firstKey} is in Glacier, and not restored`,
  });
});
