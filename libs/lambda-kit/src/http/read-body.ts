import type { z } from 'zod';
import { ProblemError } from '../problem-error.ts';
import { structureFaultIn } from './json-structure.ts';
import { refuseTexts } from './refuse-texts.ts';
import { schemaReasons } from './schema-reasons.ts';

/** The largest body, in bytes; our requests need less than one kilobyte. */
export const bodyBytesMax = 64 * 1024;

/** The deepest nesting of a body. */
export const bodyDepthMax = 16;

export interface RawBody {
  /** As API Gateway passes it on. */
  readonly text: string | null;
  readonly isBase64: boolean;
  readonly contentType: string | undefined;
}

/**
 * Reads a request's body by a schema.
 *
 * Card data and text that can't be stored are refused in any body, whatever its schema.
 *
 * @throws ProblemError `unsupported_media_type`, `payload_too_large` or `malformed_request` with a reason per field
 */
export function readBody<Schema extends z.ZodType>(raw: RawBody, schema: Schema): z.infer<Schema> {
  const mediaType = raw.contentType?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ProblemError('unsupported_media_type', 'send the body as JSON, with Content-Type: application/json');
  }
  const bytes = Buffer.from(raw.text ?? '', raw.isBase64 ? 'base64' : 'utf8');
  if (bytes.byteLength > bodyBytesMax) {
    throw new ProblemError('payload_too_large', `the body has ${bytes.byteLength} bytes; ${bodyBytesMax} are allowed`);
  }
  const value = parseJson(bytes);
  refuseTexts(value);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ProblemError('malformed_request', 'the body does not match its schema', schemaReasons(parsed.error));
}

function parseJson(bytes: Buffer): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body: it is not passed on.
    throw new ProblemError('malformed_request', 'the body is not JSON in UTF-8');
  }
  const fault = structureFaultIn(text, bodyDepthMax);
  if (fault === undefined) return value;
  throw new ProblemError(
    'malformed_request',
    fault.kind === 'too_deep'
      ? `the body is nested deeper than ${bodyDepthMax} levels`
      : 'the body names a member twice; send each once',
  );
}
