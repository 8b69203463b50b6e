import { headers } from '@redoubt/contracts';

/** A handler's answer: the text of a JSON body, and headers beyond those that every answer has. */
export interface HttpAnswer {
  readonly status: number;
  /** JSON text, sent byte for byte; empty where the status allows no body. */
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers a resource under its ETag, or 304 without it when the caller has it already.
 *
 * @param ifNoneMatch the header as it was sent: ETags by comma, or `*`; the comparison is weak, as RFC 9110 has it
 */
export function versionedAnswer(
  value: unknown,
  { etag, ifNoneMatch }: { readonly etag: string; readonly ifNoneMatch: string | undefined },
): HttpAnswer {
  const answer = { [headers.etag]: etag };
  const seen = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return seen.includes(etag) || seen.includes('*')
    ? { status: 304, text: '', headers: answer }
    : jsonAnswer(200, value, answer);
}

/** Answers a value as JSON. */
export function jsonAnswer(status: number, value: unknown, headers?: Readonly<Record<string, string>>): HttpAnswer {
  return { status, text: JSON.stringify(value), ...(headers === undefined ? {} : { headers }) };
}
