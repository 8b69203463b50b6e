import pg from 'pg';
import type { ParameterValue, Statements } from '../../src/adapters/statements.ts';

/** Limits of the Data API, in bytes: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html */
const rowBytesMax = 64 * 1024;
const answerBytesMax = 1024 * 1024;

/**
 * Statements over a PostgreSQL connection pool, with the Data API's parameters (strings are text, numbers bigint) and its limits:
 * of a role's session a longer row or answer fails here as it does there.
 *
 * @param role acts as this role, as the application does; the limits are its alone
 */
export class PgStatements implements Statements, AsyncDisposable {
  readonly #pool: pg.Pool;
  readonly #isLimited: boolean;

  constructor(url: string, { role, max = 8 }: { readonly role?: string; readonly max?: number } = {}) {
    this.#isLimited = role !== undefined;
    const options = role === undefined ? {} : { options: `-c role=${role}` };
    this.#pool = new pg.Pool({ connectionString: url, max, ...options });
    this.#pool.on('error', () => undefined);
  }

  async run(
    sql: string,
    parameters: Readonly<Record<string, ParameterValue>> = {},
  ): Promise<readonly (string | null)[]> {
    const values: ParameterValue[] = [];
    const text = sql.replaceAll(/(?<!:):([a-zA-Z]\w*)/g, (_, name: string) => {
      const value = parameters[name];
      if (value === undefined) throw new Error(`parameter ${name} has no value`);
      values.push(value);
      return `$${values.length}::${typeof value === 'string' ? 'text' : 'bigint'}`;
    });
    const { rows } = await this.#pool.query({ text, values, rowMode: 'array', types: asText });
    const texts = (rows as (string | null)[][]).map((row) => row[0] ?? null);
    if (this.#isLimited) refuseLong(texts, text);
    return texts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
  }
}

function refuseLong(rows: readonly (string | null)[], sql: string): void {
  const longest = Math.max(0, ...rows.map((row) => Buffer.byteLength(row ?? '')));
  if (longest > rowBytesMax) throw new Error(`a row of ${longest} bytes is over the limit of ${rowBytesMax}: ${sql}`);
  const answer = Buffer.byteLength(JSON.stringify(rows.map((stringValue) => [{ stringValue }])));
  if (answer > answerBytesMax) {
    throw new Error(`an answer of ${answer} bytes is over the limit of ${answerBytesMax}: ${sql}`);
  }
}

/** The Data API answers jsonb as a string; so does this. */
const asText = { getTypeParser: () => (value: string) => value };
