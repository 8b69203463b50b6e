import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aFunction, aRegion, aRole, type RegionRig, roleArn } from '../../processes/region/region-rig.ts';

const Bucket = 'exports-bucket-test';
const Key = 'ex_1/1 ä(*).csv';
let rig: RegionRig;
let asReader: S3Client;
let asStranger: S3Client;

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/ex_1/*` };

beforeAll(async () => {
  rig = await aRegion({
    functions: { reader: 'export const handler = async () => 1;', stranger: 'export const handler = async () => 1;' },
    resources: () => [
      aFunction('reader', { Role: roleArn('reader-role') }),
      aRole('reader-role', [statement]),
      aFunction('stranger', { Role: roleArn('stranger-role') }),
      aRole('stranger-role', []),
      { type: 'AWS::S3::Bucket', physicalId: Bucket, properties: {} },
    ],
    buckets: { [Bucket]: 'us-east-1' },
  });
  const client = (accessKeyId: string) =>
    new S3Client({ ...rig.client, credentials: { accessKeyId, secretAccessKey: 'local' } });
  [asReader, asStranger] = [client('reader'), client('stranger')];
  const operator = new S3Client(rig.client);
  await operator.send(new PutObjectCommand({ Bucket, Key, Body: 'a,b\r\n', ContentType: 'text/csv' }));
  await operator.send(new PutObjectCommand({ Bucket, Key: 'ex_2/1.csv', Body: 'x' }));
});
afterAll(async () => await rig?.[Symbol.asyncDispose]());

function aLink({
  client = asReader,
  key = Key,
  expiresIn = 60,
  at = Date.now(),
}: {
  readonly client?: S3Client;
  readonly key?: string;
  readonly expiresIn?: number;
  readonly at?: number;
} = {}) {
  return getSignedUrl(client, new GetObjectCommand({ Bucket, Key: key }), { expiresIn, signingDate: new Date(at) });
}

/** Status, code and message of what a link is answered with. */
async function followed(link: string, init: RequestInit = {}) {
  const response = await fetch(link, init);
  const text = await response.text();
  const of = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return { status: response.status, code: of('Code'), message: of('Message'), text, headers: response.headers };
}

const changed = (link: string, change: (query: URLSearchParams) => void): string => {
  const url = new URL(link);
  change(url.searchParams);
  return url.href;
};

test('a link gives the object to whoever has it, as often as it is used', async () => {
  const link = await aLink();
  for (let each = 0; each < 2; each += 1) {
    const { status, text, headers } = await followed(link);
    expect([status, text, headers.get('content-type')]).toEqual([200, 'a,b\r\n', 'text/csv']);
  }
  const part = await followed(link, { headers: { Range: 'bytes=0-2' } });
  expect([part.status, part.text]).toEqual([206, 'a,b']);
});

test('a link is good until its time is over, to the second', async () => {
  const now = Date.now();
  expect((await followed(await aLink({ at: now - 50_000, expiresIn: 3_600 }))).status).toBe(200);
  expect(await followed(await aLink({ at: now - 60_000, expiresIn: 60 }))).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: 'Request has expired',
  });
});

test('a link of a signer whose clock is ahead by more than a quarter of an hour is not good yet', async () => {
  const now = Date.now();
  expect((await followed(await aLink({ at: now + 10 * 60_000 }))).status).toBe(200);
  expect(await followed(await aLink({ at: now + 16 * 60_000 }))).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: 'Request is not valid yet',
  });
});

test('a link may be good for a week and no longer, and for a second at least', async () => {
  expect((await followed(await aLink({ expiresIn: 604_800 }))).status).toBe(200);
  const link = await aLink({ expiresIn: 604_800 });
  for (const [expires, message] of [
    ['604801', /must be less than a week/],
    ['0', /must be non-negative/],
    ['-1', /must be non-negative/],
    ['1.5', /should be a number/],
    ['', /requires the X-Amz-Algorithm/],
  ] as const) {
    const answer = await followed(changed(link, (query) => query.set('X-Amz-Expires', expires)));
    expect(answer, expires).toMatchObject({ status: 400, code: 'AuthorizationQueryParametersError' });
    expect(answer.message, expires).toMatch(message);
  }
});

test.each<[string, (link: string) => string]>([
  ['another object', (link) => link.replace('ex_1/', 'ex_2/')],
  ['a longer time', (link) => changed(link, (query) => query.set('X-Amz-Expires', '61'))],
  [
    'a later day',
    (link) => changed(link, (query) => query.set('X-Amz-Date', `${query.get('X-Amz-Date')?.slice(0, 9)}000000Z`)),
  ],
  ['another version', (link) => changed(link, (query) => query.set('versionId', 'null'))],
  ['another signature', (link) => changed(link, (query) => query.set('X-Amz-Signature', '0'.repeat(64)))],
  [
    'one sign less',
    (link) => changed(link, (query) => query.set('X-Amz-Signature', query.get('X-Amz-Signature')?.slice(1) ?? '')),
  ],
  ['the name of another function', (link) => link.replace('Credential=reader', 'Credential=stranger')],
])('a link that was changed to %s does not have its signature', async (_, change) => {
  const link = change(await aLink());
  const answer = await followed(link);
  // Of an earlier time of this day it may be over as well.
  expect(answer.status).toBe(403);
  expect(['SignatureDoesNotMatch', 'AccessDenied']).toContain(answer.code);
  if (!link.includes('000000Z')) expect(answer.code).toBe('SignatureDoesNotMatch');
});

test('a link of one method is none of another', async () => {
  const link = await aLink();
  for (const method of ['HEAD', 'PUT', 'DELETE', 'POST']) expect((await followed(link, { method })).status).toBe(403);
});

test('what the signer may do is looked at when the link is used', async () => {
  expect(await followed(await aLink({ key: 'ex_2/1.csv' }))).toMatchObject({ status: 403, code: 'AccessDenied' });
  expect(await followed(await aLink({ client: asStranger }))).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: expect.stringMatching(/stranger-role\/stranger is not authorized to perform: s3:GetObject/),
  });
  expect(await followed(await aLink({ key: 'ex_1/none.csv' }))).toMatchObject({ status: 404, code: 'NoSuchKey' });
});

test('nobody but functions makes links', async () => {
  const operator = new S3Client({ ...rig.client, credentials: { accessKeyId: 'operator', secretAccessKey: 'local' } });
  expect(await followed(await aLink({ client: operator }))).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  const guessed = new S3Client({ ...rig.client, credentials: { accessKeyId: 'reader', secretAccessKey: 'guessed' } });
  expect(await followed(await aLink({ client: guessed }))).toMatchObject({
    status: 403,
    code: 'SignatureDoesNotMatch',
  });
});

test('a request has one signature, and no header of S3 that is not signed', async () => {
  const link = await aLink();
  expect(await followed(link, { headers: { Authorization: 'Bearer x' } })).toMatchObject({
    status: 400,
    code: 'InvalidArgument',
  });
  expect(await followed(link, { headers: { 'x-amz-expected-bucket-owner': '1' } })).toMatchObject({
    status: 403,
    code: 'AccessDenied',
  });
});
