import { type Instruction, type Merchant, registrationOf, standingOf } from './domain/merchant.ts';
import { type AnnounceDependencies, announce } from './finish-changes.ts';
import type { MerchantStore } from './merchant-store.ts';

export interface RegisterMerchantDependencies extends Omit<AnnounceDependencies, 'merchants'> {
  readonly merchants: Pick<MerchantStore, 'read' | 'add' | 'markFinished'>;
}

export type Registered =
  | {
      readonly kind: 'registered';
      readonly isReplay: boolean;
      readonly merchant: Merchant;
      readonly unannounced: unknown;
    }
  | { readonly kind: 'reused' }
  | { readonly kind: 'exists' };

/**
 * Registers a merchant; the same request with the same key shows it as it is now.
 *
 * @throws FaultError `store_unreachable`
 */
export async function registerMerchant(
  request: Pick<Merchant, 'merchantId' | 'name'>,
  instruction: Instruction,
  dependencies: RegisterMerchantDependencies,
): Promise<Registered> {
  const { merchants } = dependencies;
  const merchant = registrationOf(request, instruction);
  const isNew = await merchants.add(merchant);
  const stored = isNew ? merchant : await merchants.read(merchant.merchantId);
  const standing = stored === undefined ? 'new' : standingOf(stored, instruction);
  if (stored === undefined || standing === 'new') return { kind: 'exists' };
  if (standing === 'reused') return { kind: 'reused' };
  return { kind: 'registered', isReplay: !isNew, merchant: stored, ...(await announce(stored, dependencies)) };
}
