import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { validationTokenKeyOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { tokenKeyReader } from '../src/token-key.ts';

/** Answers one secret after the other; an error is thrown. */
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

test('is read once for five minutes, and then again', async () => {
  let nowMs = 0;
  const { client, asked } = secrets('one', 'two');
  const read = tokenKeyReader({ secretArn: 'arn', client, steadyMs: () => nowMs });
  expect([await read(), await read()]).toEqual([validationTokenKeyOf('one'), validationTokenKeyOf('one')]);
  nowMs = 299_999;
  await read();
  expect(asked()).toBe(1);
  nowMs = 300_000;
  expect(await read()).toEqual(validationTokenKeyOf('two'));
});

test.each<[string, string | Error]>([
  ['can not be read', new Error('lost')],
  ['is empty', ''],
])('is a fault of the store when the secret %s, and is asked for again', async (_, answer) => {
  const { client } = secrets(answer, 'one');
  const read = tokenKeyReader({ secretArn: 'arn', client, steadyMs: () => 0 });
  await expect(read()).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await read()).toEqual(validationTokenKeyOf('one'));
});
