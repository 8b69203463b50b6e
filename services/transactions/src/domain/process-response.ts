import {
  type CreatePayment,
  type CreationOutcome,
  inWholeUnits,
  type JournalRecord,
  problemOf,
  type SpecifiedPayment,
} from '@redoubt/contracts';

/**
 * The answer to an outcome in the specifications' words, repeated for each replay. Their clients read 200 as success, so a
 * declined payment is an error.
 */
export function processResponseOf(
  command: CreatePayment,
  outcome: CreationOutcome,
  { region, sessionId }: { readonly region: string; readonly sessionId: string | undefined },
): JournalRecord['response'] {
  if (outcome.outcome === 'declined') {
    const detail = `refused by the terms of the merchant: ${outcome.reason}`;
    const problem = problemOf('payment_declined', { detail, traceId: command.correlationId });
    return { status: problem.status, body: JSON.stringify(problem) };
  }
  const payment: SpecifiedPayment = {
    message: outcome.status === 'review' ? 'Transaction is held for review' : 'Transaction processed successfully',
    transaction_id: command.paymentId,
    status: outcome.status,
    amount: inWholeUnits(command.amountMinor, command.currency),
    amount_minor: command.amountMinor,
    currency: command.currency,
    merchant_id: command.merchantId,
    region,
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
  };
  return { status: 200, body: JSON.stringify(payment) };
}
