import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DrillError } from '../drill-error.ts';
import type { EvidenceSigner } from './evidence-signer.ts';

const ownersOnly = 0o600;

/** Where the public half lies: beside the key, for handing out. */
export function publicKeyPathOf(path: string): string {
  return `${path.replace(/\.pem$/, '')}.pub.pem`;
}

/**
 * Opens the key of this machine's environment, and makes one when there is none.
 *
 * @throws DrillError `key_unusable` when others may read the file, or it holds no Ed25519 key
 */
export async function openLocalKey(path: string): Promise<EvidenceSigner> {
  const key = await readKey(path);
  const publicKey = createPublicKey(key);
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await writeFile(publicKeyPathOf(path), publicKeyPem);
  return {
    publicKeyPem,
    keyId: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    sign: async (bytes) => sign(null, bytes, key),
  };
}

async function readKey(path: string): Promise<KeyObject> {
  await makeKey(path);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new DrillError(
      'key_unusable',
      `${path} can be read by others (mode ${(mode & 0o777).toString(8)}); chmod 600 it`,
    );
  }
  const pem = await readFile(path);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, with the others.
  }
  throw new DrillError('key_unusable', `${path} holds no Ed25519 key; move it away, and a new one is made`);
}

/** Leaves a key that is there as it is, also when another process makes it at the same time. */
async function makeKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    await writeFile(path, pem, { flag: 'wx', mode: ownersOnly });
    // The mode of a new file is cut by the umask, never widened; a mask may still take the owner's own bits.
    await chmod(path, ownersOnly);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
