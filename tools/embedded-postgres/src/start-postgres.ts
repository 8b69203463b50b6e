import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withConnection } from './connect.ts';
import { reachableFolder } from './data-folder.ts';
import { freePort } from './free-port.ts';
import { initialise } from './initialise.ts';
import { startServer } from './server.ts';

export interface PostgresOptions {
  /**
   * Folder of the data. Kept at the end, and used again when it exists.
   *
   * @default - a new temporary folder that goes away with the server
   */
  readonly dataDir?: string;
  /** @default '127.0.0.1' */
  readonly address?: string;
  /** @default - a free port */
  readonly port?: number;
  /**
   * Superuser.
   *
   * @default 'postgres'
   */
  readonly user?: string;
  /**
   * Database that is made when the folder is new.
   *
   * @default 'postgres'
   */
  readonly database?: string;
  /**
   * Further lines of `postgresql.conf`.
   *
   * @default - nothing beyond the base settings
   */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A database to work with; ends at the end of an `await using` block, and with this process at the latest. */
export interface RunningPostgres extends AsyncDisposable {
  /** Connection URL of the superuser to the database. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL 17 that takes writes.
 *
 * @throws PostgresError with a code that names what this machine lacks
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres> {
  const user = options.user ?? 'postgres';
  const database = options.database ?? 'postgres';
  const address = options.address ?? '127.0.0.1';
  const dataDir = reachableFolder(options.dataDir ?? join(tmpdir(), `redoubt-${randomUUID()}`));
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'));
  if (isNew) await initialise(dataDir, { name: user });
  const port = options.port ?? (await freePort(address));
  const server = await startServer({
    dataDir,
    listen: { address, port },
    role: { kind: 'writer' },
    settings: options.settings ?? {},
    isTemporary: options.dataDir === undefined,
  });
  if (isNew && database !== 'postgres') await createDatabase(server.url(user, 'postgres'), database);
  const stop = async () => {
    await server.stop();
    if (options.dataDir !== undefined) return;
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(`${dataDir}.log`, { force: true });
  };
  return { url: server.url(user, database), port, dataDir, stop, [Symbol.asyncDispose]: stop };
}

/** Makes a database, given a URL of a superuser to another one of the same server. */
export async function createDatabase(url: string, name: string): Promise<void> {
  await withConnection(url, (client) => client.query(`create database ${client.escapeIdentifier(name)}`));
}
