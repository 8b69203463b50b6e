import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PostgresError } from './postgres-error.ts';
import { serverUser } from './server-user.ts';

/**
 * A folder that stands for `wanted` and that the server's user can reach.
 *
 * That is `wanted` itself, unless we are root and a folder above it is closed to others (a clone below `/root`): then
 * it is one in the temporary folder, the same for the same `wanted`.
 */
export function reachableFolder(wanted: string): string {
  const folder = resolve(wanted);
  if (serverUser().uid === undefined || isReachable(folder)) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const substitute = join(tmpdir(), `redoubt-data-${name}`);
  if (!isReachable(substitute)) {
    throw new PostgresError(
      'folder_unreachable',
      `as root, PostgreSQL runs as nobody, who can enter neither ${folder} nor ${tmpdir()}; run as another user, or give a data folder that everyone may enter`,
    );
  }
  return substitute;
}

/**
 * Makes an empty folder that belongs to the server's user.
 *
 * @throws PostgresError `folder_unreachable`
 */
export function makeServerFolder(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  giveToServer(folder);
  if (serverUser().uid !== undefined && !isReachable(folder)) {
    rmdirSync(folder);
    throw new PostgresError(
      'folder_unreachable',
      `as root, PostgreSQL runs as nobody, who can't enter a folder above ${folder}; allow it with chmod o+x, or give another data folder`,
    );
  }
}

/**
 * Makes a folder that is for us alone, and that the server's user, when it is another one, may enter but not list: what it
 * owns is below.
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, serverUser().uid === undefined ? 0o700 : 0o711);
}

/** Hands a file or folder that we made over to the server's user. */
export function giveToServer(path: string): void {
  const { uid, gid } = serverUser();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function isReachable(folder: string): boolean {
  for (let path = dirname(folder); ; path = dirname(path)) {
    if (existsSync(path) && (statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
