import type { Merchant } from './domain/merchant.ts';
import type { MerchantStore } from './merchant-store.ts';

/** Times that a change is decided anew because another came in between: more than people make at once. */
const attemptsMax = 5;

/**
 * Decides on a merchant as it is, and stores what was decided if it still is so.
 *
 * A store that has made the change and whose answer was lost is found out by deciding again: the log has the instruction then.
 *
 * @returns the decision that stands; `unknown_merchant`; or `busy` when others were faster each time
 * @throws FaultError `store_unreachable`
 */
export async function changeMerchant<Decision extends { readonly kind: string }>(
  merchantId: string,
  merchants: Pick<MerchantStore, 'read' | 'replace'>,
  decide: (merchant: Merchant) => Decision | Promise<Decision>,
): Promise<
  | { readonly kind: 'unknown_merchant' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'decided'; readonly decision: Decision; readonly merchant: Merchant }
> {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const merchant = await merchants.read(merchantId);
    if (merchant === undefined) return { kind: 'unknown_merchant' };
    const decision = await decide(merchant);
    if (!isChange(decision)) return { kind: 'decided', decision, merchant };
    if (await merchants.replace(decision.merchant)) return { kind: 'decided', decision, merchant: decision.merchant };
  }
  return { kind: 'busy' };
}

function isChange(decision: { readonly kind: string }): decision is { kind: 'changed'; merchant: Merchant } {
  return decision.kind === 'changed' && 'merchant' in decision;
}
