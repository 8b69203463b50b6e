import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';

/** A parameter as the Data API takes it. */
export const SqlParameter = z.strictObject({
  name: z.string(),
  typeHint: z.enum(['JSON', 'UUID', 'TIMESTAMP', 'DATE', 'TIME', 'DECIMAL']).optional(),
  value: z.union([
    z.strictObject({ isNull: z.literal(true) }),
    z.strictObject({ booleanValue: z.boolean() }),
    z.strictObject({
      longValue: z
        .bigint()
        .min(-(2n ** 63n))
        .max(2n ** 63n - 1n),
    }),
    z.strictObject({ doubleValue: z.number() }),
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ blobValue: z.base64() }),
    z.strictObject({ arrayValue: z.unknown() }),
  ]),
});
export type SqlParameter = z.infer<typeof SqlParameter>;

/** A value for the database, and the type it has there. */
export interface TypedValue {
  readonly value: string | Buffer | null;
  /** Cast to write behind the placeholder; empty when the type is left to the database. */
  readonly cast: string;
}

type Hint = NonNullable<SqlParameter['typeHint']>;

/** Casts of texts by their type hint. JSON stays `json`: whether AWS would also take it for `jsonb` is not known. */
const hintCasts: Readonly<Record<Hint, string>> = {
  JSON: '::json',
  UUID: '::uuid',
  TIMESTAMP: '::timestamp',
  DATE: '::date',
  TIME: '::time',
  DECIMAL: '::numeric',
};

/** The formats that the Data API documents; PostgreSQL itself would take many more. */
const hintFormats: Readonly<Partial<Record<Hint, RegExp>>> = {
  TIMESTAMP: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
  DATE: /^\d{4}-\d{2}-\d{2}$/,
  TIME: /^\d{2}:\d{2}:\d{2}(\.\d{1,6})?$/,
};

/**
 * Gives a parameter the type that it has on AWS.
 *
 * PostgreSQL would find out the type of an untyped parameter by itself, and statements would pass here that fail there: a
 * text for a `uuid` column, for instance.
 *
 * @throws AwsError for what the Data API refuses
 */
export function typedValue({ name, typeHint, value }: SqlParameter): TypedValue {
  if ('arrayValue' in value) throw new AwsError('BadRequestException', `Array parameters are not supported: ${name}`);
  if ('isNull' in value) return { value: null, cast: typeHint === undefined ? '' : hintCasts[typeHint] };
  if ('stringValue' in value) return { value: checked(name, value.stringValue, typeHint), cast: castOf(typeHint) };
  if (typeHint !== undefined) {
    throw new AwsError('BadRequestException', `parameter ${name}: the type hint ${typeHint} is for a stringValue`);
  }
  if ('booleanValue' in value) return { value: String(value.booleanValue), cast: '::boolean' };
  if ('longValue' in value) return { value: String(value.longValue), cast: '::bigint' };
  if ('doubleValue' in value) return { value: String(value.doubleValue), cast: '::double precision' };
  return { value: Buffer.from(value.blobValue, 'base64'), cast: '::bytea' };
}

function castOf(hint: Hint | undefined): string {
  return hint === undefined ? '::text' : hintCasts[hint];
}

function checked(name: string, text: string, hint: Hint | undefined): string {
  const format = hint === undefined ? undefined : hintFormats[hint];
  if (format === undefined || format.test(text)) return text;
  throw new AwsError(
    'BadRequestException',
    `parameter ${name}: ${JSON.stringify(text)} has not the format of a ${hint}`,
  );
}
