import type { LedgerPayment } from '../evidence/evidence.ts';
import { followPayment } from '../witness/follow-payment.ts';
import type { Finding } from './finding.ts';
import { judgeHistory } from './judge-history.ts';
import type { MatchedPayment } from './match-payments.ts';

/** One payment of the book beside the ledger: there once, under its id, as it was asked for, and with its whole history. */
export function judgePayment(payment: MatchedPayment): readonly Finding[] {
  const { booked, changes, rows } = payment;
  const { wrong, standings } = followPayment(booked, changes);
  const [row] = rows;
  const lost = lostChanges(payment);
  // A history that lacks an answered change tells another story anyway.
  const isWhole = rows.length === 1 && lost.length === 0;
  return [
    ...wrong.map(({ change: { change }, text }): Finding => {
      return { rule: 'answer_wrong', subject: subjectOf(payment), text: `${change.action} ${text}` };
    }),
    ...judgePresence(payment),
    ...lost,
    ...(row !== undefined && isWhole ? judgeRow(row, payment, standings) : []),
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
  // Never acknowledged: the client was told nothing, so nothing was promised.
  if (acknowledgedId === undefined || row?.paymentId === acknowledgedId) return [];
  const found =
    row === undefined
      ? `acknowledged by ${booked.acknowledgedBy ?? '?'}, not in the ledger`
      : `acknowledged under this id, in the ledger as ${row.paymentId}`;
  return [{ rule: 'lost', subject, text: found }];
}

/** What was answered with "done" must be among the operations, with a payment that is there or not. */
function lostChanges(payment: MatchedPayment): readonly Finding[] {
  const done = new Set(payment.operations.map(({ operationId }) => operationId));
  return payment.changes.flatMap(({ answers }) =>
    answers
      .filter(({ status }) => status === 201)
      .filter(({ operation }) => operation === undefined || !done.has(operation.id))
      .map(({ operation, servedBy }): Finding => {
        const text = `${operation?.operation ?? 'something unreadable'} of ${operation?.amount_minor ?? '?'} was answered by ${servedBy ?? '?'}`;
        return { rule: 'change_lost', subject: subjectOf(payment), text };
      }),
  );
}

function judgeRow(
  row: LedgerPayment,
  payment: MatchedPayment,
  standings: Parameters<typeof judgeHistory>[1],
): readonly Finding[] {
  const { intent } = payment.booked;
  const subject = row.paymentId;
  const wanted = `${intent.amountMinor} ${intent.currency} for ${intent.merchantId}`;
  const got = `${row.amountMinor} ${row.currency} for ${row.merchantId}`;
  if (got !== wanted) return [{ rule: 'misbooked', subject, text: `requested ${wanted}, ledger says ${got}` }];
  if (payment.operations.length === 0) return [{ rule: 'in_doubt', subject, text: `status is ${row.status}` }];
  return judgeHistory({ ...payment, row }, standings);
}

function subjectOf({ booked }: MatchedPayment): string {
  return booked.paymentIds[0] ?? booked.intent.reference;
}
