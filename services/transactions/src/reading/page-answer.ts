import type { OperationPage, PaymentPage, TransferPage } from '@redoubt/contracts';
import { type HttpAnswer, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';

/**
 * Answers a page, with a link to the next one.
 *
 * @param self path and query of the list, without its cursor
 * @throws ProblemError `malformed_request` when the cursor is not one of this list
 */
export function pageAnswer(page: PaymentPage | OperationPage | TransferPage | undefined, self: string): HttpAnswer {
  if (page === undefined)
    throw new ProblemError('malformed_request', 'cursor must be the next_cursor of an earlier page of this list');
  const next = page.next_cursor === null ? {} : { Link: `<${self}&cursor=${page.next_cursor}>; rel="next"` };
  return jsonAnswer(200, page, next);
}
