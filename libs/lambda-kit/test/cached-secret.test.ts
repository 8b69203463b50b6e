import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { cachedSecret } from '../src/cached-secret.ts';

/** Gives one value after the other; an error is thrown. */
function secrets(...answers: (string | Error)[]) {
  let asked = 0;
  const client = {
    send: async () => {
      const answer = answers[asked++];
      if (answer instanceof Error) throw answer;
      return { SecretString: answer };
    },
  } as unknown as SecretsManagerClient;
  return { client, asked: () => asked };
}

test('a secret is read once in five minutes', async () => {
  let nowMs = 0;
  const { client, asked } = secrets('one', 'two');
  const read = cachedSecret({ secretArn: 'arn', client, steadyMs: () => nowMs });
  expect([await read(), await read()]).toEqual(['one', 'one']);
  nowMs = 299_999;
  await read();
  expect(asked()).toBe(1);
  nowMs = 300_000;
  expect(await read()).toEqual('two');
});

test.each<[string, string | Error]>([
  ["can't be read", new Error('lost')],
  ['is empty', ''],
])('a secret that %s is a fault of the store, and is read again at the next call', async (_, answer) => {
  const { client } = secrets(answer, 'one');
  const read = cachedSecret({ secretArn: 'arn', client, steadyMs: () => 0 });
  await expect(read()).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await read()).toEqual('one');
});

test('a secret that never changes is read once', async () => {
  let nowMs = 0;
  const { client, asked } = secrets('one', 'two');
  const read = cachedSecret({ secretArn: 'arn', client, keptMs: Number.POSITIVE_INFINITY, steadyMs: () => nowMs });
  await read();
  nowMs = 1e15;
  expect(await read()).toBe('one');
  expect(asked()).toBe(1);
});
