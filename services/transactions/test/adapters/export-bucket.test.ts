import { NoSuchUpload, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ExportBucket } from '../../src/adapters/exports/export-bucket.ts';
import { SignedLinks } from '../../src/adapters/exports/signed-links.ts';

/** A client whose calls are answered by the test; how S3 itself refuses is tested in the local cloud. */
function answering(answer: (input: Readonly<Record<string, unknown>>) => object): ExportBucket {
  const client = new S3Client({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => async (call) => ({ response: {}, output: { $metadata: {}, ...answer(call.input as never) } }) as never,
    { step: 'initialize', priority: 'high' },
  );
  return new ExportBucket({ name: 'exports', client });
}

const upload = { key: 'ex_1/1.csv', uploadId: 'u' };
const part = { number: 2, body: Buffer.from('x') };
const refusal = (name: string) => new S3ServiceException({ name, $fault: 'client', $metadata: {} });

test('a file is begun with its name, its type and the checksum of its parts', async () => {
  const asked: object[] = [];
  const bucket = answering((input) => {
    asked.push(input);
    return { UploadId: 'u', ETag: '"e"', ChecksumCRC32: 'AAAAAA==' };
  });
  expect(await bucket.begin('ex_1/1.csv')).toBe('u');
  expect(await bucket.writePart(upload, part)).toEqual({ etag: '"e"', checksum: 'AAAAAA==' });
  expect(await bucket.finish(upload, [{ etag: '"e"', checksum: 'AAAAAA==' }])).toBe('finished');
  await bucket.write('ex_1/1.ndjson', Buffer.from(''));
  expect(asked).toMatchObject([
    {
      Bucket: 'exports',
      ChecksumAlgorithm: 'CRC32',
      ContentType: 'text/csv; charset=utf-8; header=present',
      ContentDisposition: 'attachment; filename="ex_1.csv"',
    },
    { UploadId: 'u', PartNumber: 2, ChecksumAlgorithm: 'CRC32' },
    { UploadId: 'u', MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"e"', ChecksumCRC32: 'AAAAAA==' }] } },
    { ContentType: 'application/x-ndjson', ContentDisposition: 'attachment; filename="ex_1.ndjson"' },
  ]);
});

test.each<[string, Error, object]>([
  ['an upload that is gone', new NoSuchUpload({ message: '', $metadata: {} }), ['gone', 'gone']],
  [
    'a connection that is lost',
    new Error('ECONNRESET'),
    [{ code: 'store_unreachable' }, { code: 'store_unreachable' }],
  ],
  ['a mistake of ours', refusal('EntityTooSmall'), [{ name: 'EntityTooSmall' }, { name: 'EntityTooSmall' }]],
  ['a part that is another one by now', refusal('InvalidPart'), [{ code: 'store_unreachable' }, 'gone']],
])('%s is told from the others', async (_, failure, expected) => {
  const bucket = answering(() => {
    throw failure;
  });
  const told = (call: Promise<unknown>) => call.catch((error: unknown) => error);
  const answers = [await told(bucket.writePart(upload, part)), await told(bucket.finish(upload, []))];
  expect(answers).toMatchObject(expected);
});

test('a link names the file, its signer and its seconds, and holds no secret', async () => {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret-of-a-test', sessionToken: 'token' };
  const client = new S3Client({ region: 'us-east-1', credentials });
  const url = new URL(await new SignedLinks({ bucket: 'exports', client }).link('ex_1/1.csv', 300));
  expect([url.protocol, url.hostname, url.pathname]).toEqual([
    'https:',
    'exports.s3.us-east-1.amazonaws.com',
    '/ex_1/1.csv',
  ]);
  const query = Object.fromEntries(url.searchParams);
  expect(query).toMatchObject({ 'X-Amz-Expires': '300', 'X-Amz-Security-Token': 'token' });
  expect(url.href).not.toContain('secret-of-a-test');
});
