import { ExecuteStatementCommand, type Field, RDSDataClient, type SqlParameter } from '@aws-sdk/client-rds-data';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import { executionOf } from './execution-of.ts';
import type { ParameterValue, Statements } from './statements.ts';
import { WriterUnreachable } from './writer-unreachable.ts';

/** A database in this region's cluster, and the login to it. */
export interface DataApiProps {
  readonly clusterArn: string;
  readonly secretArn: string;
  readonly database: string;
  /**
   * Time limit of a statement, in milliseconds. The Data API itself ends one after 45 s.
   *
   * @default - that of every SDK call: a command is one short statement
   */
  readonly statementMsMax?: number;
  readonly client?: Pick<RDSDataClient, 'send'>;
}

/** Statements over the RDS Data API: one HTTP call each, no connection to keep. */
export class DataApi implements Statements {
  readonly #props: DataApiProps;
  readonly #client: Pick<RDSDataClient, 'send'>;

  constructor(props: DataApiProps) {
    const config = sdkClientConfig();
    const requestTimeout = props.statementMsMax ?? config.requestHandler.requestTimeout;
    this.#props = props;
    this.#client =
      props.client ?? new RDSDataClient({ ...config, requestHandler: { ...config.requestHandler, requestTimeout } });
  }

  async run(
    sql: string,
    parameters: Readonly<Record<string, ParameterValue>> = {},
  ): Promise<readonly (string | null)[]> {
    const { clusterArn, secretArn, database } = this.#props;
    const command = new ExecuteStatementCommand({
      resourceArn: clusterArn,
      secretArn,
      database,
      sql,
      parameters: Object.entries(parameters).map(([name, value]) => parameterOf(name, value)),
    });
    const { records = [] } = await this.#client.send(command).catch((cause: unknown) => {
      const execution = executionOf(cause);
      if (execution === undefined) throw cause;
      throw new WriterUnreachable(execution, `the ledger in ${clusterArn} gave no answer (${execution})`, { cause });
    });
    return records.map((row) => textOf(row[0]));
  }
}

function parameterOf(name: string, value: ParameterValue): SqlParameter {
  return { name, value: typeof value === 'string' ? { stringValue: value } : { longValue: value } };
}

function textOf(field: Field | undefined): string | null {
  if (field?.stringValue !== undefined) return field.stringValue;
  if (field === undefined || field.isNull === true) return null;
  throw new Error(`the Data API answered ${Object.keys(field).join()}; select text or jsonb, so that it is a string`);
}
