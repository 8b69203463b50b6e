import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LedgerRole, ledgerRoles } from '@redoubt/contracts';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { LedgerLogin } from '../migrating/give-login.ts';
import { scramVerifier } from './scram-verifier.ts';

const Credentials = z.object({ username: z.string().regex(/^[a-z_]{1,63}$/), password: z.string().min(20) });

/** The logins that the service's other functions use, read from their secrets at each deployment. */
export function readLedgerLogins(secretArns: Readonly<Record<LedgerRole, string>>): Promise<readonly LedgerLogin[]> {
  const client = new SecretsManagerClient(sdkClientConfig());
  return Promise.all(
    ledgerRoles.map(async (role) => {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArns[role] }));
      const { username, password } = Credentials.parse(JSON.parse(SecretString ?? '{}'));
      return { role, username, verifier: scramVerifier(password) };
    }),
  );
}
