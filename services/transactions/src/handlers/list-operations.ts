import { httpHandler } from '@redoubt/lambda-kit';
import { ledgerOfEnvironment } from '../adapters/function-ports.ts';
import { listOperations } from '../list-operations.ts';

const ledger = ledgerOfEnvironment();

export const handler = httpHandler({
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: ({ pathParameters, query, correlationId }) =>
    listOperations(pathParameters['id'] ?? '', query, { ledger, correlationId }),
});
