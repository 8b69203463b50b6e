import { writeFile } from 'node:fs/promises';
import { demoKeyFile, readDemoKey } from '@redoubt/console';
import { claimedKeyOf, scopes } from '@redoubt/contracts';
import { CliError } from '../cli-error.ts';
import type { MerchantsClient } from './merchants-client.ts';

/** Keys that are made until one is seen. */
const triesMax = 5;

/**
 * Makes sure that the demo merchant exists and that the key in the data directory is one of its good ones.
 *
 * @throws CliError `operator_refused` or `no_answer`
 */
export async function ensureDemoKey(
  merchantId: string,
  dataDir: string,
  merchants: Pick<MerchantsClient, 'register' | 'keys' | 'createKey' | 'rollKey'>,
): Promise<string> {
  await merchants.register({ merchant_id: merchantId, name: 'Shop of the local cloud' }, `demo-${merchantId}`);
  for (let triesLeft = triesMax; ; triesLeft -= 1) {
    try {
      return await keptOrNew(merchantId, dataDir, merchants);
    } catch (error) {
      if (!isLost(error) || triesLeft === 1) throw error;
    }
  }
}

/** A slow machine may lose the answer that showed a key: nobody has that key any more, and another one is made. */
function isLost(error: unknown): boolean {
  return error instanceof CliError && error.explanation.what.endsWith('key_already_shown');
}

async function keptOrNew(
  merchantId: string,
  dataDir: string,
  merchants: Pick<MerchantsClient, 'keys' | 'createKey' | 'rollKey'>,
): Promise<string> {
  const active = (await merchants.keys(merchantId)).filter(({ status }) => status === 'active');
  const kept = await readDemoKey(dataDir);
  const keyId = kept === undefined ? undefined : claimedKeyOf(kept)?.keyId;
  if (kept !== undefined && active.some(({ id }) => id === keyId)) return kept;
  const [oldest, newest] = active;
  // Two keys that nobody has any more leave no room for a third.
  const { key } =
    oldest !== undefined && newest !== undefined
      ? await merchants.rollKey(merchantId, oldest.id, 0)
      : await merchants.createKey(merchantId, { scopes: [...scopes] });
  await writeFile(demoKeyFile(dataDir), `${key}\n`, { mode: 0o600 });
  return key;
}
