import type { z } from 'zod';
import type { ParameterValue, Statements } from './statements.ts';

/** Calls of the ledger's functions: each is one statement and one transaction; an answer is one JSON value per row. */
export class LedgerStatements {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  protected async one<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): Promise<z.infer<Schema>> {
    const rows = await this.#statements.run(sql, parameters);
    return schema.parse(JSON.parse(rows[0] ?? 'null'));
  }

  protected async each<Schema extends z.ZodType>(
    schema: Schema,
    sql: string,
    parameters?: Readonly<Record<string, ParameterValue>>,
  ): Promise<z.infer<Schema>[]> {
    const rows = await this.#statements.run(sql, parameters);
    return rows.map((row) => schema.parse(JSON.parse(row ?? 'null')));
  }
}
