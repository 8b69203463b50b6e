/** A value for a named parameter; the statement casts it to what it needs. */
export type ParameterValue = string | number;

/** Runs single SQL statements, each a transaction of its own. */
export interface Statements {
  /**
   * Returns the first column of each row, as text or null.
   *
   * @param sql one statement with `:name` parameters; strings arrive as text, numbers as bigint
   * @throws WriterUnreachable when there is no answer or no writer
   */
  run(sql: string, parameters?: Readonly<Record<string, ParameterValue>>): Promise<readonly (string | null)[]>;
}
