import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import { documentClient } from '../../src/tables/document-client.ts';

test('an object that a merchant has given the name `constructor` in is a map like any other', async () => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'nobody');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'nothing');
  const client = documentClient();
  let sent = '';
  // Before anything is signed or sent.
  client.middlewareStack.add(
    () => async (args) => {
      sent = String((args.request as { readonly body?: unknown }).body);
      return { output: { $metadata: {} } as never, response: {} };
    },
    { step: 'build', priority: 'low', name: 'unsent' },
  );
  const Item = { pk: 'command#1', command: { metadata: { constructor: 'x', size: 'L' } } };
  await client.send(new PutCommand({ TableName: 'journal', Item }));
  expect(JSON.parse(sent).Item.command.M.metadata).toEqual({ M: { constructor: { S: 'x' }, size: { S: 'L' } } });
});
