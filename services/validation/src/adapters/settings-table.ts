import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { blocklistPartition, TermsSetting, termsKey } from '@redoubt/contracts';
import { storeFault } from '@redoubt/lambda-kit';
import type { Blocklist, MerchantTerms } from '../assess-payment.ts';
import type { Subject } from '../domain/rule-set.ts';

/** How long a function uses what it has read, in milliseconds: a change takes effect within this time. */
const usedMsMax = 5_000;

/** Merchants whose terms are kept; the one that was read first goes. */
const merchantsMax = 1_000;

export interface SettingsTableProps {
  readonly table: string;
  readonly client: DynamoDBDocumentClient;
  /** Milliseconds on a clock that is never set back. */
  readonly steadyMs: () => number;
}

interface Held<Value> {
  readonly reading: Promise<Value>;
  readonly readAtMs: number;
}

/**
 * The decisions of operators as this region has them, kept for a moment: the blocklist as a whole, as it is short and every payment needs
 * it, and terms by merchant. The ledger's service writes them.
 */
export class SettingsTable implements Blocklist, MerchantTerms {
  readonly #props: SettingsTableProps;
  readonly #terms = new Map<string, Held<TermsSetting | undefined>>();
  #blocklist: Held<ReadonlySet<string>> | undefined;

  constructor(props: SettingsTableProps) {
    this.#props = props;
  }

  async blocks(
    { kind, value }: { readonly kind: Subject; readonly value: string },
    signal: AbortSignal,
  ): Promise<boolean> {
    // The subjects of one payment are looked up at once and share one read.
    if (!this.#isFresh(this.#blocklist)) {
      const held = this.#held(this.#readBlocklist(signal), () => {
        if (this.#blocklist === held) this.#blocklist = undefined;
      });
      this.#blocklist = held;
    }
    return (await this.#blocklist.reading).has(`${kind}/${value}`);
  }

  async ownTermsOf(merchantId: string, signal: AbortSignal): Promise<TermsSetting | undefined> {
    const known = this.#terms.get(merchantId);
    if (this.#isFresh(known)) return known.reading;
    const held = this.#held(this.#readTerms(merchantId, signal), () => {
      if (this.#terms.get(merchantId) === held) this.#terms.delete(merchantId);
    });
    this.#terms.delete(merchantId);
    this.#terms.set(merchantId, held);
    const [oldest = ''] = this.#terms.keys();
    if (this.#terms.size > merchantsMax) this.#terms.delete(oldest);
    return held.reading;
  }

  #isFresh<Value>(held: Held<Value> | undefined): held is Held<Value> {
    return held !== undefined && this.#props.steadyMs() - held.readAtMs < usedMsMax;
  }

  /** A failed read is not kept: the next payment reads again. */
  #held<Value>(reading: Promise<Value>, forget: () => void): Held<Value> {
    reading.catch(forget);
    return { reading, readAtMs: this.#props.steadyMs() };
  }

  async #readTerms(merchantId: string, signal: AbortSignal): Promise<TermsSetting | undefined> {
    const { client, table } = this.#props;
    const get = new GetCommand({ TableName: table, Key: termsKey(merchantId) });
    const { Item } = await client
      .send(get, { abortSignal: signal })
      .catch(storeFault(table, "read a merchant's terms"));
    return Item === undefined ? undefined : TermsSetting.parse(Item);
  }

  async #readBlocklist(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { client, table } = this.#props;
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'isBlocked = :true',
        ExpressionAttributeValues: { ':pk': blocklistPartition, ':true': true },
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
