import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files that git tracks or would track, relative to the root, with one of the endings (all when none is given).
 *
 * Files not yet added count too: a planted violation is found before it is committed.
 */
export function trackedFiles(root: string, ...endings: readonly string[]): readonly string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64e6,
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)))
    .filter((file) => endings.length === 0 || endings.some((ending) => file.endsWith(ending)));
}
