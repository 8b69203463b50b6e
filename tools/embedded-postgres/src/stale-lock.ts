import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresError } from './postgres-error.ts';

/** A server's lock file: first the process id, later lines are added while it starts. */
const lockName = 'postmaster.pid';

/**
 * Removes the lock of a server that was killed.
 *
 * PostgreSQL does so itself unless the process id has been given to another process meanwhile; then it would refuse.
 *
 * @throws PostgresError `folder_in_use` when the server of that folder is alive
 */
export function clearStaleLock(dataDir: string): void {
  const pid = lockedBy(dataDir);
  if (pid === undefined) return;
  if (isPostgresOf(pid, dataDir)) {
    throw new PostgresError(
      'folder_in_use',
      `a PostgreSQL server (process ${pid}) runs on ${dataDir}; stop it with kill -INT ${pid}, or give another data folder`,
    );
  }
  rmSync(join(dataDir, lockName), { force: true });
}

/** State that a server of ours reports in its lock file, or undefined before it does. */
export function reportedState(dataDir: string, pid: number): string | undefined {
  const lines = lockLines(dataDir);
  // Line 8 is the state: `starting`, `ready`, `standby`, `stopping`.
  return lines[0] === String(pid) ? lines[7]?.trim() : undefined;
}

function lockedBy(dataDir: string): number | undefined {
  const pid = Number(lockLines(dataDir)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function lockLines(dataDir: string): readonly string[] {
  const path = join(dataDir, lockName);
  try {
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  } catch {
    return []; // removed between the look and the read: nobody holds it
  }
}

function isPostgresOf(pid: number, dataDir: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // Without a /proc (macOS) a living process of that id counts as the server.
  return !existsSync('/proc') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(dataDir));
}
