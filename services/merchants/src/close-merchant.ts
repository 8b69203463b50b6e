import { changeMerchant } from './change-merchant.ts';
import { closed, type Instruction, type Merchant } from './domain/merchant.ts';
import { type AnnounceDependencies, announce, endKeys } from './finish-changes.ts';
import type { KeyStore, MerchantStore } from './merchant-store.ts';

export interface CloseMerchantDependencies extends Omit<AnnounceDependencies, 'merchants'> {
  readonly merchants: MerchantStore;
  readonly keys: Pick<KeyStore, 'end' | 'revoke'>;
}

export type Closed =
  | { readonly kind: 'closed'; readonly merchant: Merchant; readonly unannounced: unknown }
  | { readonly kind: 'unknown_merchant' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

/**
 * Closes a merchant. Closing it again changes nothing.
 *
 * @throws FaultError `store_unreachable`
 */
export async function closeMerchant(
  { merchantId, reason }: { readonly merchantId: string; readonly reason: string },
  instruction: Instruction,
  dependencies: CloseMerchantDependencies,
): Promise<Closed> {
  const { merchants, keys } = dependencies;
  const change = await changeMerchant(merchantId, merchants, (merchant) => closed(merchant, instruction, reason));
  if (change.kind !== 'decided') return change;
  if (change.decision.kind === 'reused') return { kind: 'reused' };
  // What another instruction has left unfinished is finished with this one.
  await endKeys(change.merchant, keys);
  return { kind: 'closed', merchant: change.merchant, ...(await announce(change.merchant, dependencies)) };
}
