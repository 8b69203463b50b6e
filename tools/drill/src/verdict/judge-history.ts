import type { LedgerPayment } from '../evidence/evidence.ts';
import { type Deed, feeOf, type Standing, statusOf, versionOf } from '../witness/standing.ts';
import type { Finding } from './finding.ts';
import type { MatchedOperation, MatchedPayment } from './match-payments.ts';
import { flowsOf } from './money-flows.ts';

/**
 * What was done to a payment, step by step, its row and its money must all tell one story: one that the book allows.
 *
 * A shortfall is allowed: what the promoted ledger could not carry of an answered change is booked against suspense. Then
 * the operations must still be those that were answered, and the money may differ.
 */
export function judgeHistory(
  { row, operations, transfers }: MatchedPayment & { readonly row: LedgerPayment },
  standings: readonly Standing[],
): readonly Finding[] {
  const subject = row.paymentId;
  const done = operations.map(textOfOperation).join(', ');
  const standing = standings.find(({ deeds }) => deeds.map(textOfDeed).join(', ') === done);
  if (standing === undefined) {
    const allowed = standings.map(({ deeds }) => deeds.map(textOfDeed).join(', ')).join('; or ');
    const most = Math.max(...standings.map(({ deeds }) => deeds.length));
    const rule = operations.length > most ? 'change_unrequested' : 'misbooked';
    return [{ rule, subject, text: `the ledger has done ${done}; the book allows ${allowed}` }];
  }
  const flows = flowsOf(row, transfers);
  if (flows.suspenseMinor > 0n) return [];
  const expected = {
    status: statusOf(standing),
    version: versionOf(standing),
    held: standing.heldMinor,
    captured: standing.capturedMinor,
    refunded: standing.refundedMinor,
    fee: feeOf(standing),
  };
  const inRow = {
    status: row.status,
    version: row.version,
    held: BigInt(row.heldMinor),
    captured: BigInt(row.capturedMinor),
    refunded: BigInt(row.refundedMinor),
    fee: BigInt(row.feeMinor),
  };
  const { heldMinor: held, capturedMinor: captured, refundedMinor: refunded, feeMinor: fee } = flows;
  const inTransfers = { ...expected, held, captured, refunded, fee };
  const isTwice = captured > expected.captured || refunded > expected.refunded || held > expected.held;
  return [
    ...differences('misbooked', { subject, of: 'row' }, expected, inRow),
    ...differences(isTwice ? 'duplicated' : 'misbooked', { subject, of: 'transfers' }, expected, inTransfers),
  ];
}

type Figures = Readonly<Record<string, string | number | bigint>>;

function differences(
  rule: Finding['rule'],
  { subject, of }: { readonly subject: string; readonly of: string },
  expected: Figures,
  found: Figures,
): readonly Finding[] {
  const texts = Object.entries(expected)
    .filter(([name, value]) => found[name] !== value)
    .map(([name, value]) => `${name} is ${found[name]}, due is ${value}`);
  return texts.length === 0 ? [] : [{ rule, subject, text: `its ${of}: ${texts.join('; ')}` }];
}

function textOfOperation({ operation, amountMinor, version }: MatchedOperation): string {
  return `${operation} ${amountMinor ?? 'nothing'} (${version})`;
}

function textOfDeed({ operation, amountMinor, version }: Deed): string {
  return `${operation} ${amountMinor ?? 'nothing'} (${version})`;
}
