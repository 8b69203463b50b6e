import { execFileSync } from 'node:child_process';

/** A commit's first line, and its footer about what it breaks. */
export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
}

/** The history of the repository in a folder. */
export class GitHistory {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** The newest tag `project@version` that HEAD descends from; undefined before the first release of a project. */
  lastRelease(project: string): string | undefined {
    const tags = this.#git(['tag', '--merged', 'HEAD', '--sort=-v:refname', '--list', `${project}@*`]);
    return tags.split('\n')[0] || undefined;
  }

  /** The newest release of any project that HEAD descends from. */
  newestRelease(): string | undefined {
    const tags = this.#git(['tag', '--merged', 'HEAD', '--sort=-creatordate', '--list', '*@*.*.*']);
    return tags.split('\n')[0] || undefined;
  }

  /** The commit that brought a file; undefined while it is in none. */
  broughtBy(file: string): string | undefined {
    return this.#git(['log', '--diff-filter=A', '--format=%H', '--', file]).trim().split('\n').at(-1) || undefined;
  }

  /** Commits after another one, newest first, without merges; of a folder those that touch it. */
  since(base: string, folder?: string): readonly Commit[] {
    const path = folder === undefined ? [] : ['--', folder];
    const log = this.#git(['log', '--no-merges', '--format=%H%x1f%s%x1f%b%x1e', `${base}..HEAD`, ...path]);
    return log
      .split('\x1e')
      .map((entry) => entry.trim().split('\x1f'))
      .filter(([, subject]) => subject !== undefined)
      .map(([hash = '', subject = '', body = '']) => ({ hash, subject, body }));
  }

  /** A file as a commit has it; undefined when it has none. */
  fileAt(commit: string, file: string): string | undefined {
    if (this.#git(['ls-tree', '--name-only', commit, '--', file]).trim() === '') return undefined;
    return this.#git(['show', `${commit}:${file}`]);
  }

  #git(args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.#root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  }
}
