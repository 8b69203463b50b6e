import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { validationTokenKeyOf } from '@redoubt/contracts';
import { z } from 'zod';
import { FaultError } from './fault-error.ts';
import { readEnvironment } from './read-environment.ts';
import { sdkClientConfig } from './sdk-client-config.ts';

/** How long a function goes by the key that it read, in milliseconds: after a rotation both are met for as long. */
const keyMsMax = 300_000;

const KeyEnvironment = z.object({ VALIDATION_TOKEN_SECRET_ARN: z.string().min(1) });

export interface TokenKeyProps {
  readonly secretArn: string;
  readonly client: Pick<SecretsManagerClient, 'send'>;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
}

/** Reads the key that validation tokens are signed and checked with, and keeps it for a while. */
export function tokenKeyReader(props: TokenKeyProps): () => Promise<Uint8Array> {
  let held: { readonly key: Promise<Uint8Array>; readonly readAtMs: number } | undefined;
  return () => {
    const nowMs = props.steadyMs();
    if (held !== undefined && nowMs - held.readAtMs < keyMsMax) return held.key;
    const key = readKey(props).catch((fault: unknown) => {
      // The next call tries again.
      held = undefined;
      throw fault;
    });
    held = { key, readAtMs: nowMs };
    return key;
  };
}

/** The reader of the function whose environment this is. */
export function tokenKeyOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): () => Promise<Uint8Array> {
  const { VALIDATION_TOKEN_SECRET_ARN: secretArn } = readEnvironment(KeyEnvironment, environment);
  return tokenKeyReader({
    secretArn,
    client: new SecretsManagerClient(sdkClientConfig()),
    steadyMs: () => performance.now(),
  });
}

async function readKey({ secretArn, client }: TokenKeyProps): Promise<Uint8Array> {
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  const { SecretString } = await client.send(get).catch((cause: unknown) => {
    throw new FaultError('store_unreachable', 'the secret of validation tokens could not be read', { cause });
  });
  if (SecretString !== undefined && SecretString !== '') return validationTokenKeyOf(SecretString);
  throw new FaultError('store_unreachable', 'the secret of validation tokens is empty; the stack generates it');
}
