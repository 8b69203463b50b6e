import { httpHandler, jsonAnswer } from '@redoubt/lambda-kit';

/**
 * What Route 53 asks every few seconds: does this region's API answer, and do its functions start?
 *
 * Shallow on purpose. A check that looked into table or ledger would take both regions out of DNS together when the thing
 * they have in common falters; who may act is the lease's affair, not the health check's.
 */
export const handler = httpHandler({
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: () => Promise.resolve(jsonAnswer(200, { status: 'ok' })),
});
