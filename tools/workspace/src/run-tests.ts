import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killDescendants, whenFrontIsGone } from '../front/front.mjs';
import { projectFolders } from './project-folders.ts';
import { failuresIn, NxOutput, type TaskOutput } from './testing/nx-output.ts';
import { slowestLines } from './testing/slowest-tests.ts';
import { add, nothing, tallyLine, tallyOf } from './testing/tally.ts';
import { reportFile, type TestReport } from './testing/test-report.ts';

/**
 * Runs every project's tests through Nx: a line for each project when it ends, the failures at the end, and as the last line a count of all
 * tests. What the product logs is kept back.
 */
const help = `Runs every test of every project.

  npm test                       all
  npm test -- --slowest          and names the slowest tests and files
  npm test -- -p transactions    one project; other options go to "nx run-many"`;

/** The one limit of a whole run. It ends what hangs; no machine is so slow that it judges a test. */
const runMinutesMax = 120;

const root = join(import.meta.dirname, '..', '..', '..');
const folders = projectFolders(root);
const own = ['--slowest', '--help'];
const flags = new Set(process.argv.slice(2).filter((argument) => own.includes(argument)));
const nxArguments = process.argv.slice(2).filter((argument) => !own.includes(argument));
if (flags.has('--help')) {
  console.log(help);
  process.exit(0);
}

// A report of an earlier run must not be counted; Nx restores the reports of what it answers from its cache.
for (const folder of folders) rmSync(join(root, folder, 'test-results'), { recursive: true, force: true });

const output = new NxOutput();
const errors: string[] = [];
const nx = spawn(
  process.execPath,
  ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'test', '--output-style=static', ...nxArguments],
  { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: colors() } },
);
const exitCode = new Promise<number>((resolve) => nx.on('close', (code) => resolve(code ?? 1)));
const limit = setTimeout(() => stop(`the tests ran for ${runMinutesMax} minutes`), runMinutesMax * 60_000);
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
whenFrontIsGone(() => stop('the process that started this command is gone'));

createInterface({ input: nx.stderr }).on('line', (line) => {
  errors.push(line);
  output.takeError(line);
});
for await (const line of createInterface({ input: nx.stdout })) {
  const ended = output.take(line);
  if (ended !== undefined) console.log(projectLine(ended));
}
const code = await exitCode;
clearTimeout(limit);

for (const task of output.failedTasks) console.log(`\n${task}\n${failuresIn(output.linesOf(task)).join('\n')}`);
// Nx itself failed: its own words say why.
if (code !== 0 && output.failedTasks.length === 0) console.log(errors.join('\n'));

const reports = folders.map(reportOf).filter((report) => report !== undefined);
if (flags.has('--slowest')) console.log(`\n${slowestLines(root, reports).join('\n')}\n`);
const tally = reports.map(tallyOf).reduce(add, nothing);
console.log(tallyLine(tally));
process.exit(code !== 0 || tally.failed > 0 || tally.passed === 0 ? 1 : 0);

function projectLine({ task, isCached }: TaskOutput): string {
  const name = task.slice(0, task.lastIndexOf(':'));
  const report = reportOf(folders.find((folder) => folder.split('/').at(-1) === name) ?? '');
  if (report === undefined) return `${name}: no report`;
  const begin = Math.min(...report.testResults.map(({ startTime }) => startTime));
  const end = Math.max(...report.testResults.map(({ endTime }) => endTime));
  const took = isCached ? 'as before' : `${((end - begin) / 1_000).toFixed(1)} s`;
  return `${name.padEnd(18)} ${tallyLine(tallyOf(report)).padEnd(36)} ${took}`;
}

function reportOf(folder: string): TestReport | undefined {
  const file = join(root, folder, reportFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function stop(reason: string): void {
  console.log(`${reason}: ended`);
  killDescendants();
}

/** Output that is collected and printed later keeps the colors of a terminal. */
function colors(): string {
  return process.stdout.isTTY ? '1' : '0';
}
