import type { LedgerPayment } from '../evidence/evidence.ts';
import { followPayment } from '../witness/follow-payment.ts';
import type { Finding } from './finding.ts';
import { judgeHistory } from './judge-history.ts';
import type { MatchedPayment } from './match-payments.ts';

/** Checks one payment: in the ledger once, under its id, as requested, with its whole history. */
export function judgePayment(payment: MatchedPayment): readonly Finding[] {
  const { booked, changes, rows } = payment;
  const { wrong, states } = followPayment(booked, changes);
  const [row] = rows;
  const lost = lostChanges(payment);
  // A history that lacks an answered change differs in any case.
  const isWhole = rows.length === 1 && lost.length === 0;
  return [
    ...wrong.map(({ change: { change }, text }): Finding => {
      return { rule: 'answer_wrong', subject: subjectOf(payment), text: `${change.action} ${text}` };
    }),
    ...judgePresence(payment),
    ...lost,
    ...(row !== undefined && isWhole ? judgeRow(row, payment, states) : []),
  ];
}

function judgePresence(payment: MatchedPayment): readonly Finding[] {
  const { booked, rows } = payment;
  const subject = subjectOf(payment);
  const [row] = rows;
  const [acknowledgedId] = booked.paymentIds;
  if (rows.length > 1 || booked.paymentIds.length > 1) {
    const ids = [...new Set([...rows.map(({ paymentId }) => paymentId), ...booked.paymentIds])];
    return [{ rule: 'duplicated', subject, text: `one request, ${ids.length} payments: ${ids.join(', ')}` }];
  }
  // Without an acknowledgement nothing was promised.
  if (acknowledgedId === undefined || row?.paymentId === acknowledgedId) return [];
  const found =
    row === undefined
      ? `acknowledged by ${booked.acknowledgedBy ?? '?'}, not in the ledger`
      : `acknowledged under this id, in the ledger as ${row.paymentId}`;
  return [{ rule: 'lost', subject, text: found }];
}

/** Changes answered with 201 that are not among the operations. */
function lostChanges(payment: MatchedPayment): readonly Finding[] {
  const done = new Set(payment.operations.map(({ operationId }) => operationId));
  return payment.changes.flatMap(({ answers }) =>
    answers
      .filter(({ status }) => status === 201)
      .filter(({ operation }) => operation === undefined || !done.has(operation.id))
      .map(({ operation, servedBy }): Finding => {
        const text = `${operation?.operation ?? 'an unreadable operation'} of ${operation?.amount_minor ?? '?'} was answered by ${servedBy ?? '?'}`;
        return { rule: 'change_lost', subject: subjectOf(payment), text };
      }),
  );
}

function judgeRow(
  row: LedgerPayment,
  payment: MatchedPayment,
  states: Parameters<typeof judgeHistory>[1],
): readonly Finding[] {
  const { intent } = payment.booked;
  const subject = row.paymentId;
  const wanted = `${intent.amountMinor} ${intent.currency} for ${intent.merchantId}`;
  const got = `${row.amountMinor} ${row.currency} for ${row.merchantId}`;
  if (got !== wanted) return [{ rule: 'misbooked', subject, text: `requested ${wanted}, ledger says ${got}` }];
  if (payment.operations.length === 0) return [{ rule: 'in_doubt', subject, text: `status is ${row.status}` }];
  return judgeHistory({ ...payment, row }, states);
}

function subjectOf({ booked }: MatchedPayment): string {
  return booked.paymentIds[0] ?? booked.intent.reference;
}
