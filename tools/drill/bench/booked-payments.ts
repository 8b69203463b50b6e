import type { LocalCloud } from '@redoubt/local-cloud';
import pg from 'pg';
import { waitUntil } from '../src/wait-until.ts';
import type { Merchants } from './merchants.ts';

/** How long booking may lag behind before the bench gives up, in milliseconds. */
const lagMsMax = 60_000;

/** Reads the merchants' payments in the active region's ledger. */
export class BookedPayments implements AsyncDisposable {
  readonly #client: pg.Client;
  readonly #merchants: Merchants;

  private constructor(client: pg.Client, merchants: Merchants) {
    this.#client = client;
    this.#merchants = merchants;
  }

  static async open(cloud: LocalCloud, region: string, merchants: Merchants): Promise<BookedPayments> {
    const client = new pg.Client({ connectionString: await cloud.postgresUrl(region) });
    await client.connect();
    return new BookedPayments(client, merchants);
  }

  /** Waits until every payment that was acknowledged is booked. */
  async untilAll(): Promise<void> {
    const booked = await waitUntil(
      async () => ((await this.#count('count(*)')) >= this.#merchants.acknowledged ? true : undefined),
      { limitMs: lagMsMax, everyMs: 10 },
    );
    if (booked === undefined) throw new Error(`not all payments were booked within ${lagMsMax} ms of the last one`);
  }

  /** Payments that were booked with one statement, on average: each statement is one transaction. */
  async perStatement(): Promise<number> {
    return (await this.#count('count(*)')) / (await this.#count('count(distinct inbox.transaction_id)'));
  }

  async #count(what: string): Promise<number> {
    const { rows } = await this.#client.query<{ counted: number }>(
      `select (${what})::float8 as counted from pay.inbox join pay.operations using (command_id) join pay.payments using (payment_id)
       where operations.version = 2 and not canary`,
    );
    return rows[0]?.counted ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}
