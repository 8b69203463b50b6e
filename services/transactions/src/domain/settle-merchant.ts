import { fingerprintOf, payoutIdOf, type SettleMerchant, uuidOf } from '@redoubt/contracts';

/** Names a payout. */
export interface Settlement {
  readonly merchantId: string;
  readonly currency: string;
  readonly day: string;
}

/** The command of a settlement: the same merchant, currency and day always give the same ids, in either region. */
export function settleMerchant({ merchantId, currency, day }: Settlement, acceptedAt: string): SettleMerchant {
  const commandId = uuidOf('settle', merchantId, currency, day);
  const fingerprint = fingerprintOf({ merchantId, currency, day });
  const payoutId = payoutIdOf({ merchantId, currency, day });
  const command = { type: 'SettleMerchant', commandId, payoutId, merchantId, currency, day } as const;
  return {
    ...command,
    currency: command.currency as SettleMerchant['currency'],
    fingerprint,
    acceptedAt,
    correlationId: commandId,
  };
}
