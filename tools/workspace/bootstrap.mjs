// The way in for every npm script, from a bare clone: installs what is missing, finds the Node that Lambda runs, then
// does what was asked. Plain JavaScript, because it runs on the system's Node before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killDescendants, whenFrontIsGone } from './front/front.mjs';
import { isInstalled } from './front/installed.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const nodeMajorNeeded = 24;
const installBytesNeeded = 1.5e9; // node_modules is 0.8 GB on Linux; the rest is room for npm's cache.

/** How long a program has to stop what it started, after it was asked to end. */
const endsWithinMs = 5_000;

const [job, ...rest] = process.argv.slice(2);
const jobs = {
  redoubt: () => [['tools/cli/src/main.ts', ...rest]],
  check: () => [
    ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'],
    ['tools/workspace/src/workflows/check-workflows.ts'],
    // Three programs for the whole repository: project by project, the same types are read sixteen times.
    ['node_modules/typescript-native/bin/tsc', '-p', '.'],
    ['node_modules/typescript-native/bin/tsc', '-p', 'platform'],
    ['node_modules/typescript-native/bin/tsc', '-p', 'tools/console/page'],
  ],
  bench: () => [['tools/workspace/src/run-benches.ts', ...rest]],
  requirements: () => [['tools/workspace/src/list-requirements.ts', ...rest]],
  test: () => [['tools/workspace/src/run-tests.ts', ...rest]],
  'release-check': () => [['tools/workspace/src/release/check-release.ts']],
  // Nothing is published to a registry: a version is a tag, notes and what is deployed from it.
  release: () => [
    ['tools/workspace/src/release/check-release.ts'],
    ['node_modules/nx/dist/bin/nx.js', 'release', '--skip-publish', ...rest],
  ],
  affected: () => [['node_modules/nx/dist/bin/nx.js', 'affected', '-t', 'test', ...rest]],
  deploy: () => [['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'deploy', ...rest]],
  'synth-diff': () => [['tools/workspace/src/synth-diff/main.ts', ...rest]],
  synth: () => [['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'synth', ...rest]],
};

try {
  if (!Object.hasOwn(jobs, job)) throw new Error(`job must be one of ${Object.keys(jobs).join(', ')}, got ${job}`);
  assertNode();
  await install();
  for (const args of jobs[job]()) {
    const code = await run(node(), args, { stdio: 'inherit' });
    if (code !== 0) process.exit(code);
  }
} catch (error) {
  console.error(`redoubt: ${error.message}`);
  process.exit(3);
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Node must be 20.19 or newer to install the rest, got ${process.versions.node}; see https://nodejs.org`,
    );
  }
}

async function install() {
  if (isInstalled(root)) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < installBytesNeeded) {
    throw new Error(
      `installing needs 1.5 GB of free disk, got ${((bavail * bsize) / 1e9).toFixed(1)} GB at ${root}; free some and run this again`,
    );
  }
  console.error('redoubt: installing packages (once, about half a minute)');
  const started = Date.now();
  const progress = setInterval(
    () => console.error(`redoubt: still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  );
  const npm = process.env.npm_execpath === undefined ? ['npm', []] : [process.execPath, [process.env.npm_execpath]];
  // npm's words go to stderr: stdout belongs to the job, which may print JSON.
  const code = await run(npm[0], [...npm[1], 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  });
  clearInterval(progress);
  if (code !== 0)
    throw new Error(
      `npm ci failed with exit code ${code}; what npm said stands above. Check the network and run this again`,
    );
  console.error(`redoubt: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function node() {
  const bundled = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= nodeMajorNeeded) return process.execPath;
  throw new Error(
    `Node ${nodeMajorNeeded} must run this and comes from npm on Linux and Windows only; got ${process.versions.node} on ${process.platform}. ` +
      `Install Node ${nodeMajorNeeded} (for macOS: brew install node@${nodeMajorNeeded}) and run this again`,
  );
}

/**
 * Runs a program to its end. Signals are passed on; a terminal sends Ctrl-C to both of us, so SIGINT is only waited for. When the
 * process that started us is gone, the program is asked to end, and after a while everything below us is killed.
 */
function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const path = `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`;
    const child = spawn(command, args, { cwd: root, env: { ...process.env, PATH: path, NX_TUI: 'false' }, ...options });
    const end = () => {
      child.kill('SIGTERM');
      setTimeout(killDescendants, endsWithinMs).unref();
    };
    const listeners = { SIGTERM: end, SIGHUP: end, SIGINT: () => {} };
    for (const [signal, listener] of Object.entries(listeners)) process.on(signal, listener);
    whenFrontIsGone(end);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const [name, listener] of Object.entries(listeners)) process.off(name, listener);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}
