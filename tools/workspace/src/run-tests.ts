import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolders } from './project-folders.ts';
import { readTally, tallyLine } from './tally.ts';

/** Runs every project's tests through Nx, then closes with one line that counts them all. */
const root = join(import.meta.dirname, '..', '..', '..');
const folders = projectFolders(root);

// A report of an earlier run must not be counted; Nx restores the reports of what it answers from its cache.
for (const folder of folders) rmSync(join(root, folder, 'test-results'), { recursive: true, force: true });

const nx = spawnSync(
  process.execPath,
  ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'test', '--output-style=static', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
const tally = readTally(root, folders);
console.log(tallyLine(tally));
process.exit(nx.status !== 0 || tally.failed > 0 || tally.passed === 0 ? 1 : 0);
