import type { Evidence, LedgerOperation } from '../../evidence/evidence.ts';

/** Amounts of one currency, in minor units: each operation counts with what it moved. */
export interface MovedMoney {
  readonly currency: string;
  /** By operations of the ended epoch, those that were lost with the database included. */
  readonly beforeMinor: bigint;
  /** Of that, what the promoted database had never received. */
  readonly lostMinor: bigint;
  /** Booked again, or for the first time, from the journal. */
  readonly broughtBackMinor: bigint;
  /** At the end, in all. */
  readonly atEndMinor: bigint;
}

/** Operations of the ended epoch that only the lost database holds. */
export function lostOperations({ oldOperations, oldEpoch, ledger }: Evidence): readonly LedgerOperation[] {
  const kept = new Set(ledger.operations.filter(({ epoch }) => epoch === oldEpoch).map(({ commandId }) => commandId));
  return oldOperations.filter(({ epoch, commandId }) => epoch === oldEpoch && !kept.has(commandId));
}

/** Sums of money by currency, sorted; only currencies that moved. */
export function movedMoney(evidence: Evidence): readonly MovedMoney[] {
  const { ledger, oldEpoch } = evidence;
  const currencies = new Map(ledger.payments.map(({ paymentId, currency }) => [paymentId, currency]));
  const lost = lostOperations(evidence);
  const kept = ledger.operations.filter(({ epoch }) => epoch === oldEpoch);
  const again = ledger.operations.filter(({ appliedBy }) => appliedBy === 'recovery');
  const sum = (operations: readonly LedgerOperation[], currency: string) =>
    operations
      .filter(({ paymentId }) => currencies.get(paymentId) === currency)
      .reduce((total, { amountMinor = '0' }) => total + BigInt(amountMinor), 0n);
  return [...new Set(currencies.values())].sort().map((currency) => ({
    currency,
    beforeMinor: sum(kept, currency) + sum(lost, currency),
    lostMinor: sum(lost, currency),
    broughtBackMinor: sum(again, currency),
    atEndMinor: sum(ledger.operations, currency),
  }));
}
