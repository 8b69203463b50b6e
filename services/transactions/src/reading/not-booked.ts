import { type HttpAnswer, problemAnswer } from '@redoubt/lambda-kit';

/** The answer to an id that the ledger does not know; a payment accepted a moment ago may be booked in a second. */
export function notBooked(correlationId: string): HttpAnswer {
  const detail = 'no payment of this id is booked; if it was accepted a moment ago, ask again';
  return problemAnswer('not_found', { detail, traceId: correlationId }, { 'Retry-After': '1' });
}
