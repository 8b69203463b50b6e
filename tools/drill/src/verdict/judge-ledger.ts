import type { Evidence, LedgerPayment, LedgerView } from '../evidence/evidence.ts';
import type { Finding } from './finding.ts';
import { type MatchedPayment, matchPayments } from './match-payments.ts';

/** Compares the book with the promoted ledger: every acknowledged payment once and whole, and nothing else. */
export function judgeLedger(evidence: Evidence): readonly Finding[] {
  const { matched, unmatched } = matchPayments(evidence);
  const booked = creditedToMerchants(evidence.ledger);
  return [
    ...matched.flatMap((payment) => judgePayment(payment, booked)),
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

/** Credits less debits over all accounts, by currency, in minor units. Zero in a ledger that is whole. */
export function sumByCurrency({ balances }: Pick<LedgerView, 'balances'>): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { currency, creditMinor } of balances)
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(creditMinor));
  return sums;
}

function judgePayment({ booked, rows }: MatchedPayment, credited: ReadonlyMap<string, bigint>): readonly Finding[] {
  const subject = booked.paymentIds[0] ?? booked.intent.reference;
  const [row] = rows;
  if (rows.length > 1 || booked.paymentIds.length > 1) {
    const ids = [...new Set([...rows.map(({ paymentId }) => paymentId), ...booked.paymentIds])];
    return [{ rule: 'duplicated', subject, text: `one request, ${ids.length} payments: ${ids.join(', ')}` }];
  }
  const acknowledgedId = booked.paymentIds[0];
  if (row === undefined) {
    // Never acknowledged and not there: the client was told nothing, so nothing was promised.
    return acknowledgedId === undefined
      ? []
      : [{ rule: 'lost', subject, text: `acknowledged by ${booked.acknowledgedBy ?? '?'}, not in the ledger` }];
  }
  if (acknowledgedId !== undefined && row.paymentId !== acknowledgedId) {
    return [{ rule: 'lost', subject, text: `acknowledged under this id, in the ledger as ${row.paymentId}` }];
  }
  return judgeRow(row, booked.intent, credited.get(row.paymentId) ?? 0n);
}

function judgeRow(
  row: LedgerPayment,
  intent: MatchedPayment['booked']['intent'],
  creditedMinor: bigint,
): readonly Finding[] {
  const subject = row.paymentId;
  const wanted = `${intent.amountMinor} ${intent.currency} for ${intent.merchantId}`;
  const got = `${row.amountMinor} ${row.currency} for ${row.merchantId}`;
  if (got !== wanted) return [{ rule: 'misbooked', subject, text: `requested ${wanted}, ledger says ${got}` }];
  if (row.status !== 'captured' && row.status !== 'rejected') {
    return [{ rule: 'in_doubt', subject, text: `status is ${row.status}` }];
  }
  const due = row.status === 'captured' ? BigInt(row.amountMinor) : 0n;
  if (creditedMinor === due) return [];
  const rule = creditedMinor > due ? 'duplicated' : 'misbooked';
  return [{ rule, subject, text: `${row.status}, ${creditedMinor} was credited to the merchant, due is ${due}` }];
}

/** What the transfers credit to the account of what we owe the payment's merchant, by payment. */
function creditedToMerchants({ payments, transfers }: LedgerView): ReadonlyMap<string, bigint> {
  const payables = new Map(
    payments.map((row) => [row.paymentId, `merchant/${row.merchantId}/payable/${row.currency}`]),
  );
  const credited = new Map<string, bigint>();
  for (const { paymentId, creditAccount, amountMinor } of transfers) {
    if (creditAccount !== payables.get(paymentId)) continue;
    credited.set(paymentId, (credited.get(paymentId) ?? 0n) + BigInt(amountMinor));
  }
  return credited;
}
