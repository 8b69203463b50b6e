import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { locateBinaries } from './binaries.ts';
import { endWithParent } from './end-with-parent.ts';
import { explainOutput, PostgresError } from './postgres-error.ts';
import { serverEnvironment } from './run-program.ts';
import { serverUser } from './server-user.ts';
import { type ListenAddress, type ServerRole, type Superuser, writeSettings } from './settings.ts';
import { clearStaleLock, reportedState } from './stale-lock.ts';

/** How long crash recovery of a local database may take. */
const startTimeoutMs = 30_000;
/** How long a fast shutdown may take before the server is ended at once. */
const stopTimeoutMs = 10_000;
const pollMs = 5;

export interface ServerOptions {
  /** An initialised or cloned folder. */
  readonly dataDir: string;
  readonly listen: ListenAddress;
  readonly role: ServerRole;
  /**
   * Further lines of `postgresql.conf`.
   *
   * @default - nothing beyond the base settings
   */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * The superuser and its password; everybody else needs theirs too. A standby logs in at its primary with it.
   *
   * @default - nobody needs a password: for tests
   */
  readonly superuser?: Superuser;
  /**
   * Whether the folder is to go when this process is killed before it could remove it.
   *
   * @default false
   */
  readonly isTemporary?: boolean;
}

/** A PostgreSQL server that is a child of this process and ends with it. */
export class Server implements AsyncDisposable {
  readonly dataDir: string;
  readonly listen: ListenAddress;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Resolves when the server has ended, however. */
  readonly ended: Promise<void>;
  readonly #superuser: Superuser | undefined;
  readonly #child: ChildProcess;
  #hasEnded = false;

  constructor(options: ServerOptions, child: ChildProcess, pid: number) {
    this.dataDir = options.dataDir;
    this.listen = options.listen;
    this.pid = pid;
    this.#superuser = options.superuser;
    this.#child = child;
    const watchdog = endWithParent(pid, { dataDir: options.dataDir, isTemporary: options.isTemporary ?? false });
    this.ended = new Promise((done) => {
      child.once('exit', () => {
        this.#hasEnded = true;
        watchdog.kill('SIGKILL');
        done();
      });
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Connection URL of a database of this server; the superuser's has its password in it. */
  url(user: string, database: string): string {
    const password = user === this.#superuser?.name ? `:${encodeURIComponent(this.#superuser.password)}` : '';
    const login = `${encodeURIComponent(user)}${password}`;
    return `postgresql://${login}@${this.listen.address}:${this.listen.port}/${encodeURIComponent(database)}`;
  }

  /** Signals a standby, whose folder holds the order, to take over as writer. */
  signalPromotion(): void {
    this.#child.kill('SIGUSR1');
  }

  /** `fast` ends sessions and writes everything out; `immediate` is a crash, recovered from at the next start. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    const timer = setTimeout(() => this.#child.kill('SIGQUIT'), stopTimeoutMs);
    await this.ended;
    clearTimeout(timer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/**
 * Starts a server on a data folder and waits until it answers.
 *
 * @throws PostgresError `folder_in_use`, `port_in_use`, `disk_full`, `library_missing`, `start_failed`
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataDir, listen } = options;
  clearStaleLock(dataDir);
  const { role, settings = {}, superuser } = options;
  writeSettings({ dataDir, listen, role, settings, superuser });
  const logPath = `${dataDir}.log`;
  const log = openSync(logPath, 'w', 0o600);
  const child = spawn(locateBinaries().postgres, ['-D', dataDir], {
    ...serverUser(),
    cwd: '/',
    // For the connection to its primary: the environment is not shown to other users, as arguments are.
    env: { ...serverEnvironment, ...(superuser === undefined ? {} : { PGPASSWORD: superuser.password }) },
    detached: true, // Ctrl-C reaches only us: we end the server in order
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const doing = `starting PostgreSQL on ${listen.address}:${listen.port} with ${dataDir}`;
  const pid = child.pid;
  if (pid === undefined) {
    const cause = await new Promise<Error>((done) => child.once('error', done));
    throw new PostgresError('start_failed', `${doing}: ${cause.message}`, { cause });
  }
  const server = new Server(options, child, pid);
  const deadline = Date.now() + startTimeoutMs;
  while (reportedState(dataDir, pid) !== 'ready') {
    if (server.hasEnded) throw explainOutput(doing, readFileSync(logPath, 'utf8'));
    if (Date.now() > deadline) {
      await server.stop('immediate');
      throw new PostgresError('start_failed', `${doing} took over ${startTimeoutMs} ms; see ${logPath}`);
    }
    await pause(pollMs);
  }
  return server;
}
