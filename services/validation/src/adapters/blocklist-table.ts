import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { storeFault } from '@redoubt/lambda-kit';
import type { Blocklist } from '../assess-payment.ts';
import type { Subject } from '../domain/rule-set.ts';
import { tableKeys } from './validation-table.ts';

/** How long a function uses the list it has read, in milliseconds: a new entry takes effect within this time. */
const listMsMax = 5_000;

export interface BlocklistTableProps {
  readonly table: string;
  readonly client: DynamoDBDocumentClient;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
}

/** The blocklist in the service's global table, read as a whole: it is short, and every payment needs it. */
export class BlocklistTable implements Blocklist {
  readonly #props: BlocklistTableProps;
  #held: { readonly entries: ReadonlySet<string>; readonly readAtMs: number } | undefined;
  #reading: Promise<ReadonlySet<string>> | undefined;

  constructor(props: BlocklistTableProps) {
    this.#props = props;
  }

  async blocks(
    { kind, value }: { readonly kind: Subject; readonly value: string },
    signal: AbortSignal,
  ): Promise<boolean> {
    const entries = await this.#entries(signal);
    return entries.has(tableKeys.blocked(kind, value));
  }

  /** The subjects of one payment are looked up at once and share one read. */
  async #entries(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const readAtMs = this.#props.steadyMs();
    if (this.#held !== undefined && readAtMs - this.#held.readAtMs < listMsMax) return this.#held.entries;
    this.#reading ??= this.#read(signal).finally(() => {
      this.#reading = undefined;
    });
    const entries = await this.#reading;
    this.#held = { entries, readAtMs };
    return entries;
  }

  async #read(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { client, table } = this.#props;
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': tableKeys.blocklist },
        ProjectionExpression: 'sk',
      },
      { abortSignal: signal },
    );
    const entries = new Set<string>();
    try {
      for await (const { Items = [] } of pages) for (const { sk } of Items) entries.add(String(sk));
    } catch (cause) {
      storeFault(table, 'read the blocklist')(cause);
    }
    return entries;
  }
}
