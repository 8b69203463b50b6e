import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { FsTree, flushChanges } from 'nx/src/generators/tree';
import { linkPackages } from '../../src/link-packages.ts';

const root = join(import.meta.dirname, '../../../..');

/** A copy of the repository as it stands, with what is not committed yet, that a test may change. */
export interface CopiedWorkspace extends Disposable {
  readonly root: string;
  /** Runs Node in a folder. @throws Error with what it has printed, when it fails */
  node(args: readonly string[], folder?: string): void;
  /** Runs tests of a project, all in one module graph: the CDK is loaded once. @throws Error with their failures */
  vitest(project: string, files?: readonly string[]): void;
  git(args: readonly string[]): string;
  /** Runs a generator as Nx does; returns the files that it has written. */
  generate(run: (tree: Tree) => GeneratorCallback): readonly string[];
}

/** Copies every file; packages are linked, and those of the repository are the copy's own. */
export function copyWorkspace(): CopiedWorkspace {
  const copy = mkdtempSync(join(tmpdir(), 'redoubt-generated-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  for (const file of String(listed).split('\0').filter(Boolean)) {
    // A file that was deleted and not yet committed is listed, too.
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  linkPackages(root, copy);
  const git = (args: readonly string[]): string => execFileSync('git', args, { cwd: copy, encoding: 'utf8' });
  git(['init', '--quiet']);
  // Of the run that this belongs to: a test runner within a test runner must not take itself for one of its workers.
  const { VITEST: _, VITEST_WORKER_ID: __, VITEST_POOL_ID: ___, NODE_ENV: ____, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1', NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
  const node = (args: readonly string[], folder = '.'): void => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: join(copy, folder),
      encoding: 'utf8',
      env,
    });
    if (status !== 0) throw new Error(`node ${args.join(' ')} in ${folder} ended with ${status}: ${stdout}${stderr}`);
  };
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const config = join(copy, 'vitest.config.ts');
  return {
    root: copy,
    node,
    vitest: (project, files = []) =>
      node([vitest, 'run', '--config', config, '--root', '.', '--no-isolate', ...files], project),
    git,
    generate(run) {
      const tree = new FsTree(copy, false);
      const finish = run(tree);
      const changes = tree.listChanges();
      flushChanges(copy, changes);
      finish();
      return changes.map(({ path }) => path);
    },
    [Symbol.dispose]: () => rmSync(copy, { recursive: true, force: true }),
  };
}
