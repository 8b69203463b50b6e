import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conditionHeld, storeFault } from '../src/index.ts';

const fault = storeFault('some-table', 'store a thing');

test('a write whose condition holds was made, and one whose condition fails was not', async () => {
  expect(await conditionHeld(Promise.resolve({}), fault)).toBe(true);
  const refused = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
  expect(await conditionHeld(Promise.reject(refused), fault)).toBe(false);
});

test('any other failure is a fault of the store that keeps its cause', async () => {
  const cause = new Error('lost');
  await expect(conditionHeld(Promise.reject(cause), fault)).rejects.toMatchObject({
    code: 'store_unreachable',
    message: 'some-table could not store a thing',
    cause,
  });
});
