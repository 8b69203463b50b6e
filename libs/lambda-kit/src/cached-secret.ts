import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { processClock } from './clock.ts';
import { FaultError } from './fault-error.ts';
import { sdkClientConfig } from './sdk-client-config.ts';

/** After a rotation the old and the new value are in use for as long. */
const keptMsDefault = 300_000;

export interface CachedSecretProps {
  readonly secretArn: string;
  /**
   * How long a value is used before it is read again; `Infinity` for a secret that never changes.
   *
   * @default 300_000
   */
  readonly keptMs?: number;
  /** @default - a client of its own */
  readonly client?: Pick<SecretsManagerClient, 'send'>;
  /**
   * Milliseconds on a clock that is never set back.
   *
   * @default - the process's
   */
  readonly steadyMs?: () => number;
}

/**
 * Reads a secret and keeps it for a while. A failed read is not kept: the next call tries again.
 *
 * @returns a reader that throws FaultError `store_unreachable` when the secret can't be read or is empty
 */
export function cachedSecret({ secretArn, ...props }: CachedSecretProps): () => Promise<string> {
  const { keptMs = keptMsDefault, steadyMs = processClock.steadyMs } = props;
  const client = props.client ?? new SecretsManagerClient(sdkClientConfig());
  let held: { readonly value: Promise<string>; readonly readAtMs: number } | undefined;
  return () => {
    const nowMs = steadyMs();
    if (held !== undefined && nowMs - held.readAtMs < keptMs) return held.value;
    const value = readSecret(secretArn, client).catch((fault: unknown) => {
      if (held?.value === value) held = undefined;
      throw fault;
    });
    held = { value, readAtMs: nowMs };
    return value;
  };
}

async function readSecret(secretArn: string, client: Pick<SecretsManagerClient, 'send'>): Promise<string> {
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  const { SecretString } = await client.send(get).catch((cause: unknown) => {
    throw new FaultError('store_unreachable', `the secret ${secretArn} could not be read`, { cause });
  });
  if (SecretString !== undefined && SecretString !== '') return SecretString;
  throw new FaultError('store_unreachable', `the secret ${secretArn} is empty; a deployment generates it`);
}
