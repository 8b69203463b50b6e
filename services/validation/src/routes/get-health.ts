import { httpHandler, jsonAnswer } from '@redoubt/lambda-kit';

/**
 * The function of `GET /validation/health`: Route 53 checks that this region's API answers and its functions start.
 *
 * Shallow on purpose. A check of a table or the ledger would take both regions out of DNS together when what they share
 * fails.
 */
export const handler = httpHandler({
  access: 'public',
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: () => Promise.resolve(jsonAnswer(200, { status: 'ok' })),
});
