import { type CreatePaymentRequest, canaryMerchantId } from '@redoubt/contracts';
import type { MerchantRegister } from '@redoubt/lambda-kit';

/** Whether a payment's merchant gets new ones. That of canaries is always open, and nobody registers it. */
export async function isOpenFor(
  { merchant_id: merchantId }: Pick<CreatePaymentRequest, 'merchant_id'>,
  merchants: MerchantRegister,
): Promise<boolean> {
  return merchantId === canaryMerchantId || (await merchants.isOpen(merchantId));
}
