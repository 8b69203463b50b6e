import {
  type GetObjectCommand,
  InvalidObjectState,
  type ListObjectsV2Command,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { ArchiveBucket } from '../../src/adapters/archive-bucket.ts';

/** A client whose calls are answered by the test. */
function answering(answer: (input: (ListObjectsV2Command | GetObjectCommand)['input']) => object): ArchiveBucket {
  const client = new S3Client({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => async (call) => ({ response: {}, output: { $metadata: {}, ...answer(call.input as never) } }) as never,
    { step: 'initialize', priority: 'high' },
  );
  return new ArchiveBucket({ name: 'archive', client });
}

test('A12 lists objects page by page, with size, time and whether they are cold', async () => {
  const lastModified = new Date(0);
  const entry = (Key: string, StorageClass: string) => ({ Key, Size: 3, LastModified: lastModified, StorageClass });
  const asked: object[] = [];
  const bucket = answering((input) => {
    asked.push(input);
    return 'ContinuationToken' in input && input.ContinuationToken !== undefined
      ? { Contents: [entry('c', 'GLACIER_IR'), entry('d', 'DEEP_ARCHIVE')] }
      : { Contents: [entry('a', 'STANDARD'), entry('b', 'GLACIER')], IsTruncated: true, NextContinuationToken: 'next' };
  });
  const found = await Array.fromAsync(bucket.objectsAfter('ledger/', 'ledger/0'));
  expect(found.map(({ key, isCold }) => [key, isCold])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
    ['d', true],
  ]);
  expect(found[0]).toEqual({ key: 'a', bytes: 3, lastModified, isCold: false });
  expect(asked[0]).toMatchObject({ Bucket: 'archive', Prefix: 'ledger/', StartAfter: 'ledger/0' });
});

test.each<[string, Error, object | undefined]>([
  ['is not there', new NoSuchKey({ message: '', $metadata: {} }), undefined],
  ['is cold', new InvalidObjectState({ message: '', $metadata: {} }), { code: 'store_unreachable' }],
])('A12 says of an object that it %s', async (_, failure, expected) => {
  const bucket = answering(() => {
    throw failure;
  });
  const text = await bucket.text('ledger/rolled/x').catch((error: unknown) => error);
  if (expected === undefined) expect(text).toBeUndefined();
  else expect(text).toMatchObject(expected);
});
