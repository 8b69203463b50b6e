import type { LedgerPayment } from '../evidence/evidence.ts';
import {
  disputeFeeOf,
  type ExpectedOperation,
  feeOf,
  type PaymentState,
  statusOf,
  versionOf,
} from '../witness/payment-model.ts';
import type { Finding } from './finding.ts';
import type { MatchedOperation, MatchedPayment } from './match-payments.ts';
import { flowsOf } from './money-flows.ts';

/**
 * Checks that a payment's operations, its row and its transfers agree with one history that the book allows.
 *
 * A shortfall is allowed: the part of an answered change that the promoted ledger could not cover is booked against suspense.
 * Then the operations must still match, and the amounts may differ.
 */
export function judgeHistory(
  { row, operations, transfers }: MatchedPayment & { readonly row: LedgerPayment },
  states: readonly PaymentState[],
): readonly Finding[] {
  const subject = row.paymentId;
  const done = operations.map(textOfOperation).join(', ');
  const state = states.find(({ operations }) => operations.map(textOfExpected).join(', ') === done);
  if (state === undefined) {
    if (states.some(({ operations }) => isButNotExpired(operations, done))) {
      return [{ rule: 'not_expired', subject, text: `the ledger holds ${done}, and nothing has released the hold` }];
    }
    const allowed = states.map(({ operations }) => operations.map(textOfExpected).join(', ')).join('; or ');
    const most = Math.max(...states.map(({ operations }) => operations.length));
    const rule = operations.length > most ? 'change_unrequested' : 'misbooked';
    return [{ rule, subject, text: `the ledger holds ${done}; the book allows ${allowed}` }];
  }
  const flows = flowsOf(row, transfers);
  if (flows.suspenseMinor > 0n) return [];
  const expected = {
    status: statusOf(state),
    version: versionOf(state),
    held: state.heldMinor,
    captured: state.capturedMinor,
    refunded: state.refundedMinor,
    disputed: state.disputedMinor,
    chargedBack: state.chargedBackMinor,
    fee: feeOf(state),
    disputeFee: disputeFeeOf(state, row.currency),
  };
  const inRow = {
    status: row.status,
    version: row.version,
    held: BigInt(row.heldMinor),
    captured: BigInt(row.capturedMinor),
    refunded: BigInt(row.refundedMinor),
    disputed: BigInt(row.disputedMinor),
    chargedBack: BigInt(row.chargedBackMinor),
    fee: BigInt(row.feeMinor),
    disputeFee: BigInt(row.disputeFeeMinor),
  };
  const { held, captured, refunded } = expected;
  const inTransfers = {
    held: flows.heldMinor,
    captured: flows.capturedMinor,
    refunded: flows.refundedMinor,
    gone: flows.disputedMinor,
    fees: flows.feeMinor,
  };
  const gone = expected.disputed + expected.chargedBack;
  const due = { held, captured, refunded, gone, fees: expected.fee + expected.disputeFee };
  const isTwice = inTransfers.captured > captured || inTransfers.refunded > refunded || inTransfers.held > held;
  return [
    ...differences('misbooked', { subject, of: 'row' }, expected, inRow),
    ...differences(isTwice ? 'duplicated' : 'misbooked', { subject, of: 'transfers' }, due, inTransfers),
  ];
}

/** Whether the ledger holds all that is due except for the expiry at the end. */
function isButNotExpired(due: readonly ExpectedOperation[], done: string): boolean {
  return due.at(-1)?.operation === 'expire' && due.slice(0, -1).map(textOfExpected).join(', ') === done;
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

function textOfExpected({ operation, amountMinor, version }: ExpectedOperation): string {
  return `${operation} ${amountMinor ?? 'nothing'} (${version})`;
}
