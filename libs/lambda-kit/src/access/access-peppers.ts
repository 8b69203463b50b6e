import { AccessPeppers } from '@redoubt/contracts';
import { cachedSecret } from '../cached-secret.ts';
import { FaultError } from '../fault-error.ts';

/**
 * The peppers of the deployment, kept for some minutes.
 *
 * @returns a reader that throws FaultError `store_unreachable`
 */
export function accessPeppers({ secretArn }: { readonly secretArn: string }): () => Promise<AccessPeppers> {
  const secret = cachedSecret({ secretArn });
  return async () => peppersIn(await secret());
}

function peppersIn(secret: string): AccessPeppers {
  const peppers = AccessPeppers.safeParse(parsed(secret));
  if (peppers.success) return peppers.data;
  // Nothing of the secret goes into the error.
  throw new FaultError(
    'store_unreachable',
    'the secret of peppers is not a JSON object of versions; a deployment makes it',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
