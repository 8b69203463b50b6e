import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readEnvironment, sdkClientConfig } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { ApplicationLogin } from '../give-login.ts';
import { scramVerifier } from './scram-verifier.ts';

const Credentials = z.object({ username: z.string().regex(/^[a-z_]{1,63}$/), password: z.string().min(20) });

/** The login that the service's other functions use, as their secret says; read at each deployment. */
export async function applicationLoginOfEnvironment(): Promise<ApplicationLogin> {
  const { LEDGER_APPLICATION_SECRET_ARN } = readEnvironment(
    z.object({ LEDGER_APPLICATION_SECRET_ARN: z.string().min(1) }),
    process.env,
  );
  const client = new SecretsManagerClient(sdkClientConfig());
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: LEDGER_APPLICATION_SECRET_ARN }));
  const { username, password } = Credentials.parse(JSON.parse(SecretString ?? '{}'));
  return { username, verifier: scramVerifier(password) };
}
