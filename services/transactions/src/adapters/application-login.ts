import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ApplicationLogin } from '../migrating/give-login.ts';
import { scramVerifier } from './scram-verifier.ts';

const Credentials = z.object({ username: z.string().regex(/^[a-z_]{1,63}$/), password: z.string().min(20) });

/** The login that the service's other functions use, read from their secret at each deployment. */
export async function readApplicationLogin(secretArn: string): Promise<ApplicationLogin> {
  const client = new SecretsManagerClient(sdkClientConfig());
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const { username, password } = Credentials.parse(JSON.parse(SecretString ?? '{}'));
  return { username, verifier: scramVerifier(password) };
}
