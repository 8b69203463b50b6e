import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bucket } from '../../../src/engines/s3/bucket.ts';
import { getObject } from '../../../src/engines/s3/get-object.ts';
import { putObject } from '../../../src/engines/s3/put-object.ts';
import { replicaCall, takeReplica } from '../../../src/engines/s3/replication/replica-call.ts';
import type { S3Request } from '../../../src/engines/s3/s3-request.ts';

const definition = { name: 'archive-bucket-test', isVersioned: true };

let folder: string;
let bucket: Bucket;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bucket-'));
  bucket = new Bucket(definition, folder);
});
afterEach(() => {
  bucket.close();
  rmSync(folder, { recursive: true });
});

test('a conditional write during which the key is deleted is a conflict, and may be tried again', async () => {
  const write = putObject(bucket, aWrite('key', { 'if-none-match': '*' }));
  bucket.hide('key');
  await expect(write).rejects.toMatchObject({ code: 'ConditionalRequestConflict', status: 409 });
  await expect(putObject(bucket, aWrite('key', { 'if-none-match': '*' }))).resolves.toMatchObject({ status: 200 });
});

test('a conditional write during which another one ends is refused, and leaves no body behind', async () => {
  const file = await bucket.writeBody(Buffer.from('fast'));
  const slow = putObject(bucket, aWrite('key', { 'if-none-match': '*' }, 'slow'));
  bucket.addReplica({
    kind: 'object',
    key: 'key',
    versionId: 'a'.repeat(32),
    lastModified: new Date().toISOString(),
    bytes: 4,
    etag: '"fast"',
    headers: {},
    file,
  });
  await expect(slow).rejects.toMatchObject({ code: 'PreconditionFailed', status: 412 });
  expect(bodies()).toHaveLength(1);
});

test('a write without a condition is not disturbed by a delete', async () => {
  const write = putObject(bucket, aWrite('key'));
  bucket.hide('key');
  await expect(write).resolves.toMatchObject({ status: 200 });
});

test('what was acknowledged is there after a restart; a line that a kill cut off is not, and the next one is whole', async () => {
  await putObject(bucket, aWrite('first'));
  bucket.close();
  appendFileSync(join(folder, definition.name, 'changes.ndjson'), '{"change":"added","version":{"kind":"obj');
  bucket = new Bucket(definition, folder);
  expect([...bucket.keysAfter(undefined, '')]).toEqual(['first']);
  await putObject(bucket, aWrite('second', {}, 'later'));
  bucket.close();
  bucket = new Bucket(definition, folder);
  expect([...bucket.keysAfter(undefined, '')]).toEqual(['first', 'second']);
  expect(String((await getObject(bucket, aWrite('second'))).body)).toBe('later');
});

test('a deleted version takes its body off the disk', async () => {
  await putObject(bucket, aWrite('key'));
  bucket.remove('key', bucket.newest('key')?.versionId ?? '');
  expect(bodies()).toEqual([]);
  expect(bucket.newest('key')).toBeUndefined();
});

test('a copy that is sent twice is kept once, with one body', async () => {
  const other = new Bucket({ ...definition, name: 'other-bucket-test' }, folder);
  await putObject(other, aWrite('key', {}, 'copied'));
  const version = other.newest('key');
  if (version === undefined) throw new Error('the source has no version');
  const { body, query } = replicaCall(version, {
    body: Buffer.from('copied'),
    bucket: definition.name,
    region: 'us-east-1',
    backlog: { source: other.name, rule: 'archive', operations: 0, bytes: 0, latencySeconds: 0 },
  });
  const call = { bucket: definition.name, key: '', query: new Map(query), headers: {}, body };
  await takeReplica(bucket, call);
  await takeReplica(bucket, call);
  expect(bucket.versionsOf('key')).toMatchObject([{ versionId: version.versionId, replication: 'REPLICA' }]);
  expect(bodies()).toHaveLength(1);
  expect(String((await getObject(bucket, aWrite('key'))).body)).toBe('copied');
  other.close();
});

test('an older copy does not hide a newer object', async () => {
  await putObject(bucket, aWrite('key', {}, 'newer'));
  bucket.addReplica({
    kind: 'delete_marker',
    key: 'key',
    versionId: 'b'.repeat(32),
    lastModified: '2026-01-01T00:00:00.000Z',
  });
  expect(String((await getObject(bucket, aWrite('key'))).body)).toBe('newer');
});

function aWrite(key: string, headers: S3Request['headers'] = {}, text = 'body'): S3Request {
  const body = Buffer.from(text);
  return {
    bucket: definition.name,
    key,
    query: new Map(),
    headers: { 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'), ...headers },
    body,
  };
}

function bodies(): readonly string[] {
  return readdirSync(join(folder, definition.name)).filter((name) => name !== 'changes.ndjson');
}
