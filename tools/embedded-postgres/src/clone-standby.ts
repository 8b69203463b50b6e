import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { quickAnswerMsMax, withConnection } from './connect.ts';
import { giveToServer, makeServerFolder } from './data-folder.ts';
import { PostgresError } from './postgres-error.ts';

/** Folders whose contents belong to the running source; PostgreSQL's own base backup leaves out the same. */
const emptied: ReadonlySet<string> = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const copyBuffer = Buffer.allocUnsafe(1024 * 1024);
const leftOut: ReadonlySet<string> = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'standby.signal']);

export interface CloneOptions {
  /** URL of a superuser to a running server: its backup is opened and closed here. */
  readonly from: string;
  /** Folder to make; must not exist. */
  readonly dataDir: string;
}

/**
 * Copies a running server's folder, to be started as its standby.
 *
 * The commands go over the connection given (the link between regions); the files are copied on this machine. The write-ahead
 * log is not copied: the standby streams it from the start of the backup, which `wal_keep_size` keeps.
 *
 * @throws PostgresError `clone_failed` when the source can't be reached or ends meanwhile; the half copy is removed
 */
export async function cloneStandby({ from, dataDir }: CloneOptions): Promise<void> {
  try {
    const copy = async (client: Client) => {
      const shown = await client.query<{ data_directory: string }>('show data_directory');
      const source = shown.rows[0]?.data_directory;
      if (source === undefined) throw new Error('the source does not say where its folder is');
      // `true`: an immediate checkpoint instead of one spread over minutes.
      await client.query("select pg_backup_start('clone', true)");
      makeServerFolder(dataDir);
      // First of all: whatever happens meanwhile, this folder never starts as a writer.
      const signal = join(dataDir, 'standby.signal');
      writeFileSync(signal, '', { mode: 0o600 });
      giveToServer(signal);
      copyFolder(source, dataDir);
      const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
      const label = join(dataDir, 'backup_label');
      writeFileSync(label, stopped.rows[0]?.labelfile ?? '', { mode: 0o600 });
      giveToServer(label);
    };
    // A link that is held in the middle must not hold up what this server is asked next, e.g. to take over.
    await withConnection(from, copy, { answerMsMax: quickAnswerMsMax });
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new PostgresError('clone_failed', `can't clone a standby into ${dataDir}: ${reason}`, { cause: error });
  }
}

function copyFolder(source: string, target: string): void {
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (leftOut.has(entry.name)) continue;
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) {
      mkdirSync(to);
      chmodSync(to, 0o700);
      giveToServer(to);
      if (emptied.has(entry.name)) makeStatusFolder(entry.name, to);
      else copyFolder(from, to);
    } else if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(from), to);
    } else {
      copyFile(from, to);
    }
  }
}

/** The server does not make these two by itself. */
function makeStatusFolder(name: string, folder: string): void {
  if (name !== 'pg_wal') return;
  for (const child of ['archive_status', 'summaries']) {
    mkdirSync(join(folder, child), { mode: 0o700 });
    giveToServer(join(folder, child));
  }
}

function copyFile(from: string, to: string): void {
  let source: number;
  try {
    source = openSync(from, 'r');
  } catch (error) {
    // A relation dropped since the folder was listed: replay drops it too.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  const target = openSync(to, 'wx', 0o600);
  try {
    // Not `copyFileSync`: on ext4 it makes files that take 2 ms each to remove, two seconds for a database.
    for (;;) {
      const bytes = readSync(source, copyBuffer);
      if (bytes === 0) break;
      writeSync(target, copyBuffer, 0, bytes);
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
  giveToServer(to);
}
