import pg from 'pg';
import { DrillError } from '../drill-error.ts';
import { testCardTexts } from './card-number.ts';

/** A ledger of a drill is small; a query that runs longer hangs. */
const statementTimeoutMs = 20_000;

/**
 * Searches every row of every table of a ledger as text: long values may be compressed in the files.
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
      const { rows: counted } = await client.query<{ readonly all: number; readonly holding: number }>(
        `select count(*)::int as all, (count(*) filter (where entry::text like any ($1)))::int as holding from ${table.name} as entry`,
        [testCardTexts.map((text) => `%${text}%`)],
      );
      rows += counted[0]?.all ?? 0;
      if ((counted[0]?.holding ?? 0) > 0) places.push(`${name}: ${table.name}`);
    }
    return { places, looked: { rows } };
  } catch (cause) {
    throw new DrillError('evidence_missing', `${name} can't be searched for card numbers`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
