import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PostgresError } from './postgres-error.ts';

/** Not needed to run a server: static libraries and build files. */
const unneeded = /\.a$|pkgconfig$/;

/**
 * Copies the binaries once to where every user can read them, and answers the copy.
 *
 * The copy appears under its name only when it is whole, so a process that was killed while copying harms nobody.
 */
export function placeReadableCopy(native: string, version: string): string {
  const home = join(tmpdir(), `redoubt-postgres-${process.getuid?.() ?? 0}`);
  mkdirSync(home, { recursive: true });
  refuseForeign(home);
  chmodSync(home, 0o755); // whatever the umask
  const copy = join(home, version, 'native');
  if (existsSync(copy)) return copy;
  const draft = mkdtempSync(join(home, 'draft-'));
  try {
    chmodSync(draft, 0o755);
    const inDraft = join(draft, 'native');
    cpSync(native, inDraft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !unneeded.test(basename(path)),
    });
    renameSync(draft, join(home, version));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(copy)) return copy; // another process was quicker
    throw new PostgresError(
      'disk_full',
      `can't copy PostgreSQL's binaries (about 60 MB) to ${home}; free some space there or point TMPDIR elsewhere`,
      { cause: error },
    );
  }
  return copy;
}

/** Refuses a folder of another user: binaries there must not be run. */
function refuseForeign(home: string): void {
  const { uid, mode } = lstatSync(home);
  if (uid === process.getuid?.() && (mode & 0o022) === 0) return;
  throw new PostgresError(
    'folder_unreachable',
    `${home} belongs to another user or may be written by others; remove it or point TMPDIR elsewhere`,
  );
}
