import pg from 'pg';
import { DrillError } from '../drill-error.ts';
import { holdsCardNumber } from './card-number.ts';

/** A ledger of a drill is small; a query that runs longer hangs. */
const statementTimeoutMs = 20_000;

/**
 * Searches every value of every row of a ledger: in the files they may be compressed.
 *
 * @param name of the ledger, for places
 * @throws DrillError `evidence_missing` when the database can't be reached
 */
export async function scanLedger(
  name: string,
  url: string,
): Promise<{ readonly places: readonly string[]; readonly looked: { readonly rows: number } }> {
  const client = new pg.Client({ connectionString: url, statement_timeout: statementTimeoutMs });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ readonly name: string }>(`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')
      order by 1`);
    const places: string[] = [];
    let rows = 0;
    for (const table of tables) {
      const { rows: entries } = await client.query<{ readonly entry: unknown }>(
        `select to_jsonb(entry) as entry from ${table.name} as entry`,
      );
      rows += entries.length;
      if (entries.some(({ entry }) => holdsCardNumber(entry))) places.push(`${name}: ${table.name}`);
    }
    return { places, looked: { rows } };
  } catch (cause) {
    throw new DrillError('evidence_missing', `${name} can't be searched for card numbers`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
