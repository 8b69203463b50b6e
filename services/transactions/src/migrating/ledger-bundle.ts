import { type ArchivedBundle, bundleDigestOf } from '@redoubt/contracts';

/** Everything that makes a ledger's schema, under its digest. */
export type LedgerBundle = ArchivedBundle & { readonly digest: string };

/**
 * Makes a bundle of the files of `ledger/`, by their paths: tables in the order of their numbers, functions after those that they
 * use.
 *
 * @throws Error for a file that defines what its name does not say, or what another file defines
 */
export function ledgerBundleOf(files: Readonly<Record<string, string>>): LedgerBundle {
  const paths = Object.keys(files).sort();
  const tables: { name: string; sql: string }[] = [];
  const functions = new Map<string, FunctionFile>();
  for (const path of paths.filter((each) => each !== migratorPath)) {
    const sql = files[path] ?? '';
    const [, table] = /^tables\/(\d{4}_[a-z_0-9]+)\.sql$/.exec(path) ?? [];
    const [, name] = /^functions\/[a-z]+\/([a-z_0-9]+)\.sql$/.exec(path) ?? [];
    if (table !== undefined) {
      const before = tables.at(-1)?.name.slice(0, 4);
      if (before === table.slice(0, 4)) throw new Error(`${path}: number ${before} is taken`);
      tables.push({ name: table, sql });
    } else if (name !== undefined) {
      const known = functions.get(name);
      if (known !== undefined) throw new Error(`${path}: ${known.path} defines pay.${name} already`);
      functions.set(name, { path, sql });
    } else {
      throw new Error(`${path}: must be tables/NNNN_name.sql, functions/area/name.sql or ${migratorPath}`);
    }
  }
  for (const [name, file] of functions) assertDefines(name, file);
  for (const { name: table, sql } of tables) {
    const twice = definedIn(sql).find((name) => functions.has(name.replace(/^pay\./, '')));
    if (twice !== undefined) throw new Error(`tables/${table}.sql: ${twice} has a file of its own`);
  }
  const bundle = {
    migrator: files[migratorPath] ?? '',
    tables,
    functions: inOrderOfUse(functions).map((name) => ({ name, sql: functions.get(name)?.sql ?? '' })),
  };
  return { ...bundle, digest: bundleDigestOf(bundle) };
}

const migratorPath = 'migrator.sql';

interface FunctionFile {
  readonly path: string;
  readonly sql: string;
}

/** A function has one definition, in the file of its name; nothing else stands there but who may execute it. */
function assertDefines(name: string, { path, sql }: FunctionFile): void {
  const names = definedIn(sql);
  if (names.length !== 1 || names[0] !== `pay.${name}`) {
    throw new Error(`${path}: must define pay.${name} and nothing else, got ${names.join(', ') || 'nothing'}`);
  }
  if (!/^\s*create or replace /m.test(sql)) throw new Error(`${path}: must begin with create or replace`);
  for (const [, granted] of withoutComments(sql).matchAll(
    /^\s*(?:grant|revoke)\s.*?\son\s+(?:function\s+)?(pay\.\w+)/gim,
  )) {
    if (granted !== `pay.${name}`) throw new Error(`${path}: grants on ${granted} stand in its own file`);
  }
}

/** Names of the functions and views that a file defines. */
function definedIn(sql: string): readonly string[] {
  const definition = /^\s*create\s+(?:or\s+replace\s+)?(?:function|view|procedure)\s+([\w.]+)/gim;
  return [...withoutComments(sql).matchAll(definition)].map(([, name]) => name ?? '');
}

/** PostgreSQL reads what a function in SQL or a view uses when it is defined; a function in PL/pgSQL when it is called. */
function inOrderOfUse(functions: ReadonlyMap<string, FunctionFile>): readonly string[] {
  const ordered = new Set<string>();
  const waiting = new Set<string>();
  function place(name: string): void {
    if (ordered.has(name)) return;
    if (waiting.has(name)) throw new Error(`pay.${name} uses itself through ${[...waiting].join(', ')}`);
    waiting.add(name);
    const code = withoutComments(functions.get(name)?.sql ?? '');
    for (const [, used] of code.matchAll(/\bpay\.(\w+)/g)) {
      if (used !== undefined && used !== name && functions.has(used)) place(used);
    }
    waiting.delete(name);
    ordered.add(name);
  }
  for (const name of functions.keys()) place(name);
  return [...ordered];
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/--.*$/gm, '');
}
