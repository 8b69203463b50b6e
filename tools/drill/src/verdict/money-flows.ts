import type { LedgerPayment, LedgerTransfer } from '../evidence/evidence.ts';

/** Sums of a payment's transfers, in minor units. */
export interface MoneyFlows {
  /** Held on the merchant's behalf and not released yet. */
  readonly heldMinor: bigint;
  /** From the network to what we owe the merchant. */
  readonly capturedMinor: bigint;
  /** From what we owe the merchant back to the network. */
  readonly refundedMinor: bigint;
  /** For captures and disputes, less what went back. */
  readonly feeMinor: bigint;
  /** Taken back by the network and not returned: under dispute, or lost by one. */
  readonly disputedMinor: bigint;
  /** Taken from suspense by a recovery: a shortfall. */
  readonly suspenseMinor: bigint;
}

/** Sums a payment's transfers by the two accounts of each; transfers between other accounts do not count. */
export function flowsOf(
  { merchantId, currency }: Pick<LedgerPayment, 'merchantId' | 'currency'>,
  transfers: readonly LedgerTransfer[],
): MoneyFlows {
  const payable = `merchant/${merchantId}/payable/${currency}`;
  const held = `merchant/${merchantId}/held/${currency}`;
  const sum = (debit: string, credit: string): bigint =>
    transfers
      .filter((it) => it.debitAccount === debit && it.creditAccount === credit && it.currency === currency)
      .reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n);
  return {
    heldMinor: sum(`network/held/${currency}`, held) - sum(held, `network/held/${currency}`),
    capturedMinor: sum(`network/receivable/${currency}`, payable),
    refundedMinor: sum(payable, `network/refunds/${currency}`),
    feeMinor: sum(payable, `redoubt/fees/${currency}`) - sum(`redoubt/fees/${currency}`, payable),
    disputedMinor: sum(payable, `network/disputes/${currency}`) - sum(`network/disputes/${currency}`, payable),
    suspenseMinor: transfers
      .filter(({ debitAccount }) => isSuspense(debitAccount))
      .reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n),
  };
}

/** Whether an account is one of the failover suspense accounts. */
export function isSuspense(account: string): boolean {
  return account.startsWith('suspense/failover/');
}
