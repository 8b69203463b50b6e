import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { locateBinaries } from '@redoubt/embedded-postgres';
import { commandLine, workspaceRoot } from '../workspace.ts';

/** What a look at this machine found. */
export interface CheckResult {
  readonly name: string;
  /** `note`: works, and is worth knowing. */
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
  /** What to do, when something is wrong. */
  readonly fix?: string;
}

/** Node that Lambda runs, and the oldest that runs TypeScript as it is without flags. */
const nodeMajorMin = 24;

/** Two databases with copies, logs and bundles; a new install needs more and says so itself. */
const freeBytesMin = 1e9;

/** Host numbers of the regions' loopback addresses. */
const addresses = ['127.0.0.1', '127.0.0.11', '127.0.0.12'] as const;

/** Looks at everything that a start needs, each thing on its own, so that all problems show at once. */
export async function runChecks({ portBase }: { readonly portBase: number }): Promise<readonly CheckResult[]> {
  return Promise.all([
    checkNode(process.versions.node),
    checkUser(process.getuid?.()),
    checkDisk(),
    checkDataDir(),
    checkPostgres(),
    ...addresses.map((address) => checkPort(address, portBase)),
  ]);
}

/** @param version e.g. `24.21.0` */
export function checkNode(version: string): CheckResult {
  const name = 'Node';
  if (Number(version.split('.')[0]) >= nodeMajorMin) return { name, state: 'ok', text: version };
  const fix = 'npm start, which uses the Node of node_modules; on macOS install Node 24';
  return { name, state: 'wrong', text: `${version}; ${nodeMajorMin} or newer runs the functions`, fix };
}

/** @param uid `undefined` where users have no numbers (Windows) */
export function checkUser(uid: number | undefined): CheckResult {
  const name = 'user';
  if (uid !== 0) return { name, state: 'ok', text: 'not root' };
  return {
    name,
    state: 'note',
    text: 'root: PostgreSQL refuses root, so it runs as nobody, from a copy of its binaries',
  };
}

async function checkDisk(): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(workspaceRoot);
  const text = `${((bavail * bsize) / 1e9).toFixed(1)} GB free at ${workspaceRoot}`;
  if (bavail * bsize >= freeBytesMin) return { name: 'disk', state: 'ok', text };
  return { name: 'disk', state: 'wrong', text: `${text}, 1 GB is needed`, fix: 'free some space, or give --data-dir' };
}

async function checkDataDir(): Promise<CheckResult> {
  const name = 'data';
  const folder = join(workspaceRoot, '.redoubt');
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { name, state: 'ok', text: `${folder} can be written` };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, state: 'wrong', text, fix: 'make it writable, or give --data-dir' };
  }
}

function checkPostgres(): CheckResult {
  const name = 'PostgreSQL';
  try {
    return { name, state: 'ok', text: locateBinaries().postgres };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, state: 'wrong', text, fix: 'npm ci --include=optional' };
  }
}

/** Listens for a moment. A port in use is no fault when it is our own local cloud's. */
export async function checkPort(address: string, port: number): Promise<CheckResult> {
  const name = `${address}:${port}`;
  const server = createServer();
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen({ host: address, port, exclusive: true }, () => resolve(undefined));
  });
  if (failure === undefined) {
    await new Promise((resolve) => server.close(resolve));
    return { name, state: 'ok', text: 'free' };
  }
  if (failure.code === 'EADDRNOTAVAIL') {
    const fix = `sudo ifconfig lo0 alias ${address} up`;
    return { name, state: 'wrong', text: 'this loopback address does not exist here', fix };
  }
  if (failure.code === 'EADDRINUSE') {
    const text = 'in use: a local cloud runs there, or another program';
    return { name, state: 'note', text, fix: `${commandLine('status')}, or start with --port-base ${port + 100}` };
  }
  return { name, state: 'wrong', text: failure.message, fix: `start with --port-base ${port + 100}` };
}
