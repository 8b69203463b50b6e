import { httpHandler } from '@redoubt/lambda-kit';
import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listPayments } from '../list-payments.ts';

const ledger = ledgerOfEnvironment();

export const handler = httpHandler({
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: ({ query }) => listPayments(query, ledger),
});
