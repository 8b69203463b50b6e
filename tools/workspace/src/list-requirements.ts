import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolders } from './project-folders.ts';
import { readRequirements } from './requirements/read-requirements.ts';
import { type RequirementState, requirementStates } from './requirements/requirement-states.ts';
import { type ReportedTest, reportFile } from './testing/test-report.ts';

/** Lists every requirement with the state of the tests named after it; runs the tests that Nx has no result of. */
const root = join(import.meta.dirname, '..', '..', '..');
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, help: { type: 'boolean' } } });

if (values.help) {
  console.log(`Lists every requirement of docs/requirements.md with its state.

  npm run requirements              as a table
  npm run requirements -- --json    for machines

done: a test named after it passes and none fails · failing: one fails · open: there is none`);
  process.exit(0);
}

console.error('redoubt: running the tests that have changed since their last run');
// Its words go to stderr: stdout holds the list alone. A failing test is a state to be listed, not an end.
spawnSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'test', '--output-style=static'], {
  cwd: root,
  stdio: ['ignore', process.stderr.fd, process.stderr.fd],
});

const states = requirementStates(
  readRequirements(readFileSync(join(root, 'docs/requirements.md'), 'utf8')),
  testResults(),
);
console.log(values.json ? JSON.stringify(states, null, 2) : table(states));
process.exit(states.some(({ state }) => state === 'failing') ? 1 : 0);

function testResults(): readonly ReportedTest[] {
  return projectFolders(root)
    .map((folder) => join(root, folder, reportFile))
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).testResults)
    .flatMap(({ assertionResults }: { assertionResults: readonly ReportedTest[] }) => assertionResults);
}

function table(rows: readonly RequirementState[]): string {
  const lines = rows.map(
    ({ id, owner, state, tests, what }) =>
      `${id}  ${state.padEnd(7)}  ${String(tests).padStart(3)} tests  ${owner.padEnd(12)}  ${what}`,
  );
  const done = rows.filter(({ state }) => state === 'done').length;
  return [...lines, '', `${done} of ${rows.length} done`].join('\n');
}
