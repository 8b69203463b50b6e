import { httpHandler } from '@redoubt/lambda-kit';
import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { viewPayment } from '../view-payment.ts';

const ledger = ledgerOfEnvironment();

/** Answers in the region that has the writer; elsewhere the Data API refuses reads too, and the answer is 503. */
export const handler = httpHandler({
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: ({ pathParameters, correlationId }) => viewPayment(pathParameters['id'] ?? '', { ledger, correlationId }),
});
