import { ProblemError } from '../problem-error.ts';
import { type HttpAnswer, jsonAnswer } from './http-answer.ts';

/** A page of a list, as every list answers it. */
export interface Page<View> {
  readonly data: readonly View[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

/**
 * Answers a page, with a link to the next one.
 *
 * @param self path and query of the list, without its cursor
 * @param headers go out besides the link
 * @throws ProblemError `malformed_request` when the cursor is not one of this list
 */
export function pageAnswer(
  page: Page<unknown> | undefined,
  self: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  if (page === undefined)
    throw new ProblemError('malformed_request', 'cursor must be the next_cursor of an earlier page of this list');
  const next = page.next_cursor === null ? {} : { Link: `<${self}&cursor=${page.next_cursor}>; rel="next"` };
  return jsonAnswer(200, page, { ...headers, ...next });
}
