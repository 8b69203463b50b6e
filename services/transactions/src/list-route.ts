import { type OperationPage, type PaymentPage, problemMediaType, problemOf } from '@redoubt/contracts';
import { type HttpAnswer, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { PagePlace } from './adapters/ledger.ts';

/** Entries of a page, if the caller does not say. */
const pageDefault = 20;

/** With less than one kilobyte each far below the Data API's 1 MiB. */
const pageMax = 100;

const Paging = z.object({
  cursor: z.string().max(500).default(''),
  limit: z.coerce.number().int().min(1).max(pageMax).default(pageDefault),
});

/**
 * Where the page begins that a request asks for.
 *
 * @throws ProblemError `malformed_request`
 */
export function pagePlaceOf(query: Readonly<Record<string, string | undefined>>): PagePlace {
  const paging = Paging.safeParse(query);
  if (paging.success) return { cursor: paging.data.cursor, pageMax: paging.data.limit };
  throw new ProblemError('malformed_request', `limit must be 1 to ${pageMax}, and cursor one of an earlier page`);
}

/**
 * Answers a page, with a link to the next one.
 *
 * @param self path and query of the list, without its cursor
 * @throws ProblemError `malformed_request` when the cursor was not one of ours
 */
export function pageAnswer(page: PaymentPage | OperationPage | undefined, self: string): HttpAnswer {
  if (page === undefined)
    throw new ProblemError('malformed_request', 'cursor must be the next_cursor of an earlier page of this list');
  const next = page.next_cursor === null ? {} : { Link: `<${self}&cursor=${page.next_cursor}>; rel="next"` };
  return jsonAnswer(200, page, next);
}

/** Nothing was ever booked under this id; a payment that was accepted a moment ago may be in a second. */
export function notBooked(correlationId: string): HttpAnswer {
  const detail = 'no payment of this id is booked; if it was accepted a moment ago, ask again';
  return jsonAnswer(404, problemOf('not_found', { detail, traceId: correlationId }), {
    'Content-Type': problemMediaType,
    'Retry-After': '1',
  });
}
