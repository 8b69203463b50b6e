import type { FieldDef, Pool, QueryArrayConfig } from 'pg';
import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { bindParameters } from './bind-parameters.ts';
import { columnMetadata, fieldOf, plainValueOf } from './result-fields.ts';
import { SqlParameter } from './sql-parameter.ts';

/** Limits of the Data API, in bytes. */
const responseBytesMax = 1024 * 1024;
const rowBytesMax = 64 * 1024;

/** Input of a call; transactions over several calls, and results as AWS' older API gave them, are not simulated. */
export const ExecuteStatementInput = z.strictObject({
  resourceArn: z.string(),
  secretArn: z.string(),
  sql: z.string().min(1),
  database: z.string().optional(),
  parameters: z.array(SqlParameter).default([]),
  includeResultMetadata: z.boolean().default(false),
  formatRecordsAs: z.enum(['NONE', 'JSON']).default('NONE'),
  resultSetOptions: z
    .strictObject({
      longReturnType: z.enum(['LONG', 'STRING']).default('LONG'),
      decimalReturnType: z.literal('STRING').optional(),
    })
    .default({ longReturnType: 'LONG' }),
});
export type ExecuteStatementInput = z.infer<typeof ExecuteStatementInput>;

/** Without values `pg` would use the simple protocol, which takes several statements at once. */
interface ExtendedQuery extends QueryArrayConfig {
  readonly queryMode: 'extended';
}

/** Values come as PostgreSQL writes them: what they are in the answer is decided here. */
const textTypes = { getTypeParser: () => (text: string) => text };

/** Runs one statement in a transaction of its own and answers in the Data API's words, as JSON. */
export async function executeStatement(pool: Pool, input: ExecuteStatementInput): Promise<string> {
  const { text, values } = bindParameters(input.sql, input.parameters);
  const query: ExtendedQuery = { text, values: [...values], rowMode: 'array', types: textTypes, queryMode: 'extended' };
  const result = await pool.query<(string | null)[]>(query);
  const hasRows = result.fields.length > 0;
  const answer = JSON.stringify({
    numberOfRecordsUpdated: hasRows && result.command === 'SELECT' ? 0 : (result.rowCount ?? 0),
    ...(hasRows ? recordsOf(result.rows, result.fields, input) : { generatedFields: [] }),
  });
  if (Buffer.byteLength(answer) > responseBytesMax) {
    throw new AwsError(
      'UnsupportedResultException',
      `Database returned more than the allowed response size limit of ${responseBytesMax} bytes`,
    );
  }
  return answer;
}

function recordsOf(
  rows: readonly (readonly (string | null)[])[],
  columns: readonly FieldDef[],
  { formatRecordsAs, includeResultMetadata, resultSetOptions }: ExecuteStatementInput,
): Readonly<Record<string, unknown>> {
  for (const row of rows) refuseLongRow(row);
  const eachColumn = <T>(row: readonly (string | null)[], use: (text: string | null, column: FieldDef) => T) =>
    columns.map((column, index) => use(row[index] ?? null, column));
  if (formatRecordsAs === 'JSON') {
    const objects = rows.map((row) =>
      Object.fromEntries(eachColumn(row, (text, column) => [column.name, plainValueOf(text, column)])),
    );
    return { formattedRecords: JSON.stringify(objects) };
  }
  return {
    records: rows.map((row) =>
      eachColumn(row, (text, column) => fieldOf(text, column, resultSetOptions.longReturnType)),
    ),
    ...(includeResultMetadata ? { columnMetadata: columns.map(columnMetadata) } : {}),
  };
}

function refuseLongRow(row: readonly (string | null)[]): void {
  const bytes = row.reduce((sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)), 0);
  if (bytes <= rowBytesMax) return;
  throw new AwsError(
    'UnsupportedResultException',
    `a row of ${bytes} bytes is over the limit of ${rowBytesMax}; select less`,
  );
}
