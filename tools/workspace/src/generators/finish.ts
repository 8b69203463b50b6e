import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';

/** A program of the repository that writes a generated document. */
export interface Writer {
  /** Folder of the project, relative to the root. */
  readonly folder: string;
  /** The program, relative to the folder. */
  readonly program: string;
}

/** Work that is left once the files are written. */
export interface Finishing {
  readonly writers?: readonly Writer[];
  /** Package of the repository to be found by its name, as `npm ci` links it. */
  readonly link?: { readonly name: string; readonly folder: string };
}

/**
 * Writes the documents that are made from code, then formats whatever was changed: imports are put in order, too.
 *
 * Nx calls it when the tree is on disk, and not in a dry run.
 */
export function finish(tree: Tree, { writers = [], link }: Finishing): GeneratorCallback {
  const changed = tree.listChanges().map(({ path }) => path);
  return () => {
    if (link !== undefined) linkPackage(tree.root, link);
    for (const { folder, program } of writers) run(tree.root, [program], folder);
    const written = writers.length === 0 ? [] : ['docs/reference'];
    const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome');
    run(tree.root, [biome, 'check', '--write', '--no-errors-on-unmatched', ...changed, ...written]);
  };
}

function linkPackage(root: string, { name, folder }: { readonly name: string; readonly folder: string }): void {
  const link = join(root, 'node_modules', name);
  if (existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), join(root, folder)), link, 'junction');
}

function run(root: string, args: readonly string[], folder = '.'): void {
  execFileSync(process.execPath, args, { cwd: join(root, folder), stdio: ['ignore', 'ignore', 'inherit'] });
}
