import { changeMerchant } from './change-merchant.ts';
import type { CloseMerchantDependencies } from './close-merchant.ts';
import { type Instruction, limited, type Merchant, type OwnLimit } from './domain/merchant.ts';
import { announce, endKeys } from './finish-changes.ts';

export type LimitMerchantDependencies = CloseMerchantDependencies;

export type Limited =
  | {
      readonly kind: 'limited';
      readonly isReplay: boolean;
      readonly merchant: Merchant;
      readonly unannounced: unknown;
    }
  | { readonly kind: 'unknown_merchant' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

/**
 * Gives a merchant a limit of its own; the same request with the same key shows the merchant as it is now.
 *
 * @throws FaultError `store_unreachable`
 */
export async function limitMerchant(
  { merchantId, ...limit }: OwnLimit & { readonly merchantId: string },
  instruction: Instruction,
  dependencies: LimitMerchantDependencies,
): Promise<Limited> {
  const { merchants, keys } = dependencies;
  const change = await changeMerchant(merchantId, merchants, (merchant) => limited(merchant, instruction, limit));
  if (change.kind !== 'decided') return change;
  const { decision, merchant } = change;
  if (decision.kind === 'reused') return { kind: 'reused' };
  // What another instruction has left unfinished is finished with this one.
  await endKeys(merchant, keys);
  const announced = await announce(merchant, dependencies);
  return { kind: 'limited', isReplay: decision.kind === 'unchanged', merchant, ...announced };
}
