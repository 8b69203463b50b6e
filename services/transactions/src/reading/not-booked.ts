import { problemMediaType, problemOf } from '@redoubt/contracts';
import { type HttpAnswer, jsonAnswer } from '@redoubt/lambda-kit';

/** The answer to an id that the ledger does not know; a payment accepted a moment ago may be booked in a second. */
export function notBooked(correlationId: string): HttpAnswer {
  const detail = 'no payment of this id is booked; if it was accepted a moment ago, ask again';
  return jsonAnswer(404, problemOf('not_found', { detail, traceId: correlationId }), {
    'Content-Type': problemMediaType,
    'Retry-After': '1',
  });
}
