import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PostgresError } from './postgres-error.ts';

/**
 * Makes the links such as `libpq.so.5` that npm packages can't carry.
 *
 * The binary package does it in an install script, which newer npm does not run unless allowed. Does nothing for links
 * that are there.
 *
 * @param folder the package's `native` folder, or a copy of it
 * @throws PostgresError `library_missing` when a link is missing and can't be made
 */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of parseLinks(readFileSync(list, 'utf8'))) {
    // Paths in the list begin with `native/`; both ends of a link are in the same folder.
    const path = join(folder, '..', target).replace(join(folder, '..', 'native'), folder);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if (existsSync(path)) continue; // another process was quicker
      throw new PostgresError(
        'library_missing',
        `${basename(path)} is missing in ${dirname(path)} and the link can't be made there; run npm rebuild as a user who may write it`,
        { cause: error },
      );
    }
  }
}

function parseLinks(text: string): readonly { readonly source: string; readonly target: string }[] {
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) return [];
  return links.map((link: unknown) => {
    if (typeof link === 'object' && link !== null && 'source' in link && 'target' in link) {
      return { source: String(link.source), target: String(link.target) };
    }
    throw new PostgresError(
      'library_missing',
      `pg-symlinks.json has an entry that is no link: ${JSON.stringify(link)}`,
    );
  });
}
