import type { Evidence, LedgerView } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';
import { judgePayment } from './judge-payment.ts';
import { matchPayments } from './match-payments.ts';

/** Compares the book with the promoted ledger: every acknowledged payment once and complete, and nothing else. */
export function judgeLedger(evidence: Pick<Evidence, 'requests' | 'ledger'>): readonly Finding[] {
  const { matched, unmatched } = matchPayments(evidence);
  return [
    ...matched.flatMap(judgePayment),
    ...unmatched
      .filter(({ isCanary }) => !isCanary)
      .map(({ paymentId, amountMinor, currency }): Finding => {
        return {
          rule: 'unrequested',
          subject: paymentId,
          text: `${amountMinor} ${currency} is in the ledger without a request`,
        };
      }),
    ...[...sumByCurrency(evidence.ledger)]
      .filter(([, sum]) => sum !== 0n)
      .map(([currency, sum]): Finding => {
        return { rule: 'unbalanced', subject: currency, text: `credits less debits are ${sum}, must be 0` };
      }),
    ...evidence.ledger.drift.map((row): Finding => ({ rule: 'ledger_drift', subject: 'pay.check_drift()', text: row })),
  ];
}

/** Credits less debits over all accounts, by currency, in minor units; zero in a sound ledger. */
export function sumByCurrency({ balances }: Pick<LedgerView, 'balances'>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, creditMinor } of balances)
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(creditMinor));
  return sums;
}
