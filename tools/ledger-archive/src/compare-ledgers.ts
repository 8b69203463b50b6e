import type { Client } from 'pg';
import { type ComparedTable, comparedTables, leftOutTables } from './compared-tables.ts';

/** Rows fetched at once: some megabytes. */
const pageRows = 2_000;

/** Differences listed for one table; the rest is counted. */
const toldMax = 20;

/** A row that is not the same in both ledgers. */
export interface Difference {
  readonly table: string;
  /** The row's key, as JSON. */
  readonly key: string;
  readonly kind: 'only_rebuilt' | 'only_in_ledger' | 'differs';
  /** Columns that differ. */
  readonly columns?: readonly string[];
}

export interface TableComparison {
  readonly table: string;
  /** Rows of the rebuilt ledger. */
  readonly rows: number;
  readonly differences: number;
  /** Answers that the ledger no longer keeps and the archive does: forgotten by age. */
  readonly forgotten: number;
}

export interface Comparison {
  readonly isEqual: boolean;
  readonly tables: readonly TableComparison[];
  /** The first of each table. */
  readonly differences: readonly Difference[];
}

/**
 * Compares two ledgers row by row, every table and every column that tells the history. Both clients must be in a transaction
 * that sees one snapshot.
 *
 * @param isForgotten whether a ledger may have cleaned away a row of the inbox that was recorded then
 * @throws Error for a table that is neither compared nor left out for a reason
 */
export async function compareLedgers(
  rebuilt: Client,
  ledger: Client,
  isForgotten: (recordedAt: Date) => boolean,
): Promise<Comparison> {
  for (const client of [rebuilt, ledger]) {
    await client.query("set local timezone = 'UTC'");
    await assertKnown(client);
  }
  const tables: TableComparison[] = [];
  const told: Difference[] = [];
  // One after the other: a connection runs one query at a time.
  for (const [table, compared] of Object.entries(comparedTables)) {
    const result = await compareTable(table, compared, { rebuilt, ledger }, isForgotten);
    tables.push(result.comparison);
    told.push(...result.told);
  }
  return { isEqual: tables.every(({ differences }) => differences === 0), tables, differences: told };
}

async function assertKnown(client: Client): Promise<void> {
  const { rows } = await client.query<{ readonly name: string }>(
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema in ('pay', 'pay_migrations')",
  );
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in comparedTables || name in leftOutTables));
  if (unknown.length > 0) {
    throw new Error(`${unknown.sort().join(', ')}: say in compared-tables.ts how it is compared, or why it is not`);
  }
}

interface Row {
  readonly key: string;
  /** Each column's value as the text of its JSON: numbers keep all their digits. */
  readonly row: Readonly<Record<string, string>>;
}

async function compareTable(
  table: string,
  compared: ComparedTable,
  { rebuilt, ledger }: { readonly rebuilt: Client; readonly ledger: Client },
  isForgotten: (recordedAt: Date) => boolean,
): Promise<{ readonly comparison: TableComparison; readonly told: readonly Difference[] }> {
  const told: Difference[] = [];
  let rows = 0;
  let differences = 0;
  let forgotten = 0;
  const differ = (difference: Omit<Difference, 'table'>) => {
    differences += 1;
    if (told.length < toldMax) told.push({ table, ...difference });
  };
  const [ours, theirs] = [rowsOf(rebuilt, table, compared), rowsOf(ledger, table, compared)];
  let [our, their] = [(await ours.next()).value, (await theirs.next()).value];
  // Both come in the order of their keys.
  while (our !== undefined || their !== undefined) {
    if (our !== undefined && (their === undefined || our.key < their.key)) {
      rows += 1;
      if (table === 'pay.inbox' && isForgotten(new Date(JSON.parse(our.row['recorded_at'] ?? 'null')))) forgotten += 1;
      else differ({ key: our.key, kind: 'only_rebuilt' });
      our = (await ours.next()).value;
    } else if (their !== undefined && (our === undefined || their.key < our.key)) {
      differ({ key: their.key, kind: 'only_in_ledger' });
      their = (await theirs.next()).value;
    } else if (our !== undefined && their !== undefined) {
      rows += 1;
      const columns = columnsThatDiffer(our.row, their.row);
      if (columns.length > 0) differ({ key: our.key, kind: 'differs', columns });
      [our, their] = [(await ours.next()).value, (await theirs.next()).value];
    }
  }
  return { comparison: { table, rows, differences, forgotten }, told };
}

/** Rows in the order of their keys' JSON. Keys are ASCII, so that bytes and JavaScript's strings sort alike. */
async function* rowsOf(
  client: Client,
  table: string,
  { key, leftOut = {} }: ComparedTable,
): AsyncGenerator<Row, undefined> {
  const place = key.map((column) => `it.${column}`).join(', ');
  const without = Object.keys(leftOut).map((column) => `'${column}'`);
  await client.query(
    `declare compared no scroll cursor for
     select jsonb_build_array(${place})::text collate "C" as key, (
       select jsonb_object_agg(name, value::text) from jsonb_each(to_jsonb(it) - array[${without.join(', ')}]::text[]) as columns (name, value)
     )::text as row
     from ${table} as it order by key`,
  );
  try {
    for (;;) {
      const { rows } = await client.query<{ readonly key: string; readonly row: string }>(
        `fetch ${pageRows} from compared`,
      );
      if (rows.length === 0) return undefined;
      for (const { key: text, row } of rows) yield { key: text, row: JSON.parse(row) };
    }
  } finally {
    await client.query('close compared');
  }
}

function columnsThatDiffer(our: Row['row'], their: Row['row']): readonly string[] {
  const columns = new Set([...Object.keys(our), ...Object.keys(their)]);
  return [...columns].filter((column) => our[column] !== their[column]);
}
