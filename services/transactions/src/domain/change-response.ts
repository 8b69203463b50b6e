import {
  type ChangeCommand,
  type ChangeOutcome,
  type JournalRecord,
  type OperationView,
  operationIdOf,
  problemOf,
} from '@redoubt/contracts';

/** The answer to an outcome, repeated for each replay. */
export function changeResponseOf(command: ChangeCommand, outcome: ChangeOutcome): JournalRecord['response'] {
  if (outcome.outcome === 'applied') return { status: 201, body: JSON.stringify(operationOf(command, outcome)) };
  const problem = problemOf(outcome.code, { detail: detailOf(outcome), traceId: command.correlationId });
  return { status: problem.status, body: JSON.stringify(problem) };
}

function operationOf(command: ChangeCommand, outcome: Extract<ChangeOutcome, { outcome: 'applied' }>): OperationView {
  return {
    id: operationIdOf(command.commandId),
    payment_id: outcome.paymentId,
    merchant_id: outcome.merchantId,
    operation: outcome.operation,
    amount_minor: outcome.amountMinor,
    currency: outcome.currency,
    ...(command.type === 'RefundPayment' && command.reason !== undefined ? { reason: command.reason } : {}),
    ...('by' in command ? { decided_by: command.by } : {}),
    payment_status: outcome.status,
    version: outcome.version,
    created_at: outcome.recordedAt,
  };
}

/** Says what is allowed, and how to go on. */
function detailOf({
  code,
  status,
  version,
  availableMinor,
  currency,
}: Extract<ChangeOutcome, { outcome: 'refused' }>): string {
  switch (code) {
    case 'operation_not_allowed':
      return `the payment is ${status}; docs/payment-states.md shows what may follow`;
    case 'payment_expired':
      return `the time to ${status === 'review' ? 'decide the review' : 'capture'} is over; make a new payment`;
    case 'amount_over_authorized':
      return `${availableMinor} minor units of ${currency} are held; capture at most that`;
    case 'amount_over_captured':
      return `${availableMinor} minor units of ${currency} can be given back or disputed; ask for at most that`;
    case 'merchant_balance_too_low':
      return 'your balance and your overdraft do not carry this refund; refund less, or later';
    case 'version_mismatch':
      return `the payment is at version ${version}; read it again and decide again, with a new Idempotency-Key`;
  }
}
