import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolders } from './project-folders.ts';

/**
 * Runs every project's bench through Nx, one after the other. With `--json` their reports are one array on stdout, and what
 * they print goes to stderr.
 */
const root = join(import.meta.dirname, '..', '..', '..');
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, seconds: { type: 'string' } } });

/** Where each bench leaves its report. */
const reports = projectFolders(root).map((folder) => join(root, folder, 'test-results/bench.json'));
// A report of an earlier run must not be taken for this one's.
for (const report of reports) rmSync(report, { force: true });

const nx = spawnSync(
  process.execPath,
  [
    ...['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'bench', '--parallel=1'],
    '--output-style=stream-without-prefixes',
    ...(values.seconds === undefined ? [] : [`--seconds=${values.seconds}`]),
  ],
  { cwd: root, stdio: ['ignore', values.json ? 2 : 1, 2] },
);
if (values.json) {
  const written = reports
    .filter((report) => existsSync(report))
    .map((report) => JSON.parse(readFileSync(report, 'utf8')));
  console.log(JSON.stringify(written, undefined, 2));
}
process.exit(nx.status ?? 1);
