import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { FaultError } from '@redoubt/lambda-kit';

export interface WebhookKeyProps {
  readonly secretArn: string;
  readonly client: Pick<SecretsManagerClient, 'send'>;
}

/**
 * Reads the key that endpoint secrets are derived from, once for the life of the function.
 *
 * It never changes: another key would be another secret for every endpoint.
 */
export function webhookKeyReader({ secretArn, client }: WebhookKeyProps): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= readKey({ secretArn, client }).catch((fault: unknown) => {
      // The next call tries again.
      reading = undefined;
      throw fault;
    });
    return reading;
  };
}

async function readKey({ secretArn, client }: WebhookKeyProps): Promise<string> {
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  const { SecretString } = await client.send(get).catch((cause: unknown) => {
    throw new FaultError('store_unreachable', 'the webhook key could not be read', { cause });
  });
  if (SecretString !== undefined && SecretString !== '') return SecretString;
  throw new FaultError('store_unreachable', 'the webhook key is empty; platform generates it at its first deploy');
}
