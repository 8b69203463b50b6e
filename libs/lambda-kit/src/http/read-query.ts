import type { z } from 'zod';
import { ProblemError } from '../problem-error.ts';
import { refuseTexts } from './refuse-texts.ts';
import { schemaReasons } from './schema-reasons.ts';

/** A query as API Gateway passes it on: the last value of each parameter, and all of them. */
export interface RawQuery {
  readonly single: Readonly<Record<string, string | undefined>> | null;
  readonly multiple: Readonly<Record<string, readonly string[] | undefined>> | null;
}

/** `next_cursor` of a list, in hexadecimal: full of digits, looked at by nobody but its signer, and stored nowhere. */
const signedCursor = /^[0-9a-f]+\.[0-9a-f]+$/;

/**
 * Reads a request's query by a schema.
 *
 * A parameter that stands twice is refused, as a member of a body is: who reads the first sees another request than who
 * reads the last.
 *
 * @throws ProblemError `malformed_request` with a reason per parameter
 */
export function readQuery<Schema extends z.ZodType>({ single, multiple }: RawQuery, schema: Schema): z.infer<Schema> {
  const query = single ?? {};
  const { cursor = '', ...named } = query;
  refuseTexts(signedCursor.test(cursor) ? named : query);
  if (Object.values(multiple ?? {}).some((values) => values !== undefined && values.length > 1)) {
    throw new ProblemError('malformed_request', 'the query names a parameter twice; send each once');
  }
  const parsed = schema.safeParse(query, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ProblemError('malformed_request', 'the query does not match its schema', schemaReasons(parsed.error));
}
