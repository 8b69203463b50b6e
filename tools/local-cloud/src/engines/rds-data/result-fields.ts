import type { FieldDef } from 'pg';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { exactNumber } from './exact-json.ts';

/** Object ids of the types that are no text in the Data API's answer; `pg_type.oid`, the same in every PostgreSQL. */
const typeNames: Readonly<Record<number, string>> = {
  16: 'bool',
  17: 'bytea',
  20: 'int8',
  21: 'int2',
  23: 'int4',
  25: 'text',
  26: 'oid',
  114: 'json',
  700: 'float4',
  701: 'float8',
  1042: 'bpchar',
  1043: 'varchar',
  1082: 'date',
  1083: 'time',
  1114: 'timestamp',
  1184: 'timestamptz',
  1700: 'numeric',
  2950: 'uuid',
  3802: 'jsonb',
};

const integers: ReadonlySet<string> = new Set(['int2', 'int4', 'int8', 'oid']);
const floats: ReadonlySet<string> = new Set(['float4', 'float8']);

/** `pg_type.oid` of the arrays of the types above, and of other common ones. */
const arrays: ReadonlySet<number> = new Set([
  199, 1000, 1001, 1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1115, 1182, 1183, 1185, 1231, 2951, 3807,
]);

/** Turns PostgreSQL's text of a value into the Data API's union of fields. Numerics and times stay text. */
export function fieldOf(
  text: string | null,
  column: FieldDef,
  longs: 'LONG' | 'STRING',
): Readonly<Record<string, unknown>> {
  if (text === null) return { isNull: true };
  const type = typeNames[column.dataTypeID];
  if (type === 'bool') return { booleanValue: text === 't' };
  if (type === 'bytea') return { blobValue: Buffer.from(text.slice(2), 'hex').toString('base64') };
  if (type !== undefined && integers.has(type)) {
    return longs === 'STRING' ? { stringValue: text } : { longValue: exactNumber(text) };
  }
  if (type !== undefined && floats.has(type)) {
    if (Number.isFinite(Number(text))) return { doubleValue: Number(text) };
    throw new AwsError(
      'UnsupportedResultException',
      `column ${column.name}: ${text} is no JSON number; cast it to text`,
    );
  }
  if (arrays.has(column.dataTypeID)) {
    throw new AwsError(
      'UnsupportedResultException',
      `column ${column.name}: arrays are not simulated; select to_jsonb(…) instead`,
    );
  }
  return { stringValue: text };
}

/** A value for `formatRecordsAs: JSON`. */
export function plainValueOf(text: string | null, column: FieldDef): unknown {
  return Object.entries(fieldOf(text, column, 'LONG')).map(([kind, value]) => (kind === 'isNull' ? null : value))[0];
}

/** Metadata of a column, for `includeResultMetadata`. */
export function columnMetadata(column: FieldDef): Readonly<Record<string, unknown>> {
  return {
    name: column.name,
    label: column.name,
    typeName: typeNames[column.dataTypeID] ?? `oid:${column.dataTypeID}`,
    // 2 = "unknown whether it may be null", as JDBC counts.
    nullable: 2,
  };
}
