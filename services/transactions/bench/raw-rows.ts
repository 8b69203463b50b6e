import { withConnection } from '@redoubt/embedded-postgres';
import type { LedgerDatabase } from '../test/support/ledger-database.ts';
import { Commands } from './commands.ts';
import { Connections, type OpenContender } from './connections.ts';
import { requestOf, type Step } from './pipelined-connection.ts';

/** Payments that the source books with one statement. */
const batchMax = 50;

/** The tables that a payment writes to, and how the rows of some payments are found in each. */
const writtenTables: Readonly<Record<string, string>> = {
  payments: 'pay.payments as written',
  transfers: 'pay.transfers as written',
  operations: 'pay.operations as written',
  events: 'pay.events as written',
  outbox: 'pay.events join pay.outbox as written using (seq)',
  inbox: 'pay.operations join pay.inbox as written using (command_id)',
};

/** A row as the protocol carries it. */
type Row = readonly (string | null)[];

/**
 * Writes the rows that `pay.apply` writes, and decides nothing: no fence, no repeats, no terms, no ids, no event is made.
 * The rows are those of payments that another ledger has booked; what a payment writes travels together.
 */
export async function writeRawRows({
  source,
  target,
  name,
}: {
  /** Books the payments, outside the clock. */
  readonly source: LedgerDatabase;
  readonly target: LedgerDatabase;
  readonly name: string;
}): Promise<OpenContender> {
  const statements: Record<string, string> = { begin: 'begin', commit: 'commit' };
  const columns = new Map<string, readonly string[]>();
  for (const table of Object.keys(writtenTables)) {
    const given = await columnsOf(target, table);
    columns.set(table, given);
    statements[table] = insertOf(table, given);
  }
  const connections = await Connections.open(target.url, { name, statements, role: 'pay_owner' });
  const commands = new Commands('many_merchants');
  return connections.contender(name, async (units) => {
    const paymentIds: string[] = [];
    for (let left = units; left > 0; left -= batchMax) {
      const taken = commands.take(Math.min(batchMax, left));
      paymentIds.push(...taken.map(({ paymentId }) => paymentId));
      await source.ledger.applyBatch(taken, { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' });
    }
    const steps = await stepsOf(source, paymentIds, columns);
    return connections.workOf(
      paymentIds.map((paymentId) => [
        requestOf([
          { statement: 'begin', values: [] },
          ...(steps.get(paymentId) ?? []),
          { statement: 'commit', values: [] },
        ]),
      ]),
    );
  });
}

/** Columns that a row gives: all but those that the server makes whatever is given. */
async function columnsOf(database: LedgerDatabase, table: string): Promise<readonly string[]> {
  const columns = await database.owner.run(
    `select attname::text from pg_attribute
     where attrelid = ('pay.' || :table)::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    { table },
  );
  return columns.map(String);
}

function insertOf(table: string, columns: readonly string[]): string {
  const places = columns.map((_, at) => `$${at + 1}`);
  return `insert into pay.${table} (${columns.join()}) overriding system value values (${places.join()})`;
}

/** The rows of each payment, as the steps that write them. */
async function stepsOf(
  source: LedgerDatabase,
  paymentIds: readonly string[],
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly Step[]>> {
  const steps = new Map<string, Step[]>(paymentIds.map((paymentId) => [paymentId, []]));
  await withConnection(source.url, async (client) => {
    for (const [table, origin] of Object.entries(writtenTables)) {
      const given = (columns.get(table) ?? []).map((column) => `written.${column}`).join();
      const text = `select payment_id, ${given} from ${origin} where payment_id = any($1)`;
      const types = { getTypeParser: () => (value: string) => value };
      const { rows } = await client.query<[string, ...Row]>({ text, values: [paymentIds], rowMode: 'array', types });
      for (const [paymentId, ...values] of rows) steps.get(paymentId)?.push({ statement: table, values });
    }
  });
  return steps;
}
