import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { linkPackages } from '../link-packages.ts';
import { comment } from './comment.ts';
import { describeChanges } from './describe-changes.ts';
import { readTemplates } from './read-templates.ts';

const root = join(import.meta.dirname, '../../../..');

/**
 * Says what the changes since a commit do to the templates: `npm run synth:diff -- --base main`, or `BASE` in the environment.
 *
 * `--comment` puts it on the pull request of the environment; without one, and always in a workflow's summary, it is printed.
 */
const { values } = parseArgs({
  options: { base: { type: 'string' }, comment: { type: 'boolean', default: false } },
});
const env = process.env;
const text = describeChanges(synthesizedAt(values.base ?? env['BASE'] ?? 'main'), synthesized(root));
const { GITHUB_STEP_SUMMARY: summary, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, PULL_REQUEST: number } = env;
if (summary !== undefined) appendFileSync(summary, text);
if (values.comment && repository !== undefined && token !== undefined && number !== undefined) {
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const isThere = await comment(text, { repository, token, number, api });
  if (!isThere) process.stderr.write('the token may not comment; the summary has it\n');
}
process.stdout.write(text);

/** Templates of a commit, in a work tree of its own with the packages of this one. */
function synthesizedAt(commit: string): ReturnType<typeof readTemplates> {
  const folder = mkdtempSync(join(tmpdir(), 'synth-diff-'));
  const git = (args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  git(['worktree', 'add', '--detach', folder, commit]);
  try {
    linkPackages(root, folder);
    return synthesized(folder);
  } finally {
    git(['worktree', 'remove', '--force', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function synthesized(folder: string): ReturnType<typeof readTemplates> {
  const nx = join('node_modules', 'nx', 'dist', 'bin', 'nx.js');
  // What Nx says goes to stderr: stdout is the text.
  execFileSync(process.execPath, [nx, 'run-many', '-t', 'synth'], { cwd: folder, stdio: ['ignore', 2, 2] });
  return readTemplates(folder);
}
