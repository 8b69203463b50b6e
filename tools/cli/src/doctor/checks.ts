import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { locateBinaries } from '@redoubt/embedded-postgres';
import { commandLine, workspaceRoot } from '../workspace.ts';

/** Result of one check. */
export interface CheckResult {
  readonly name: string;
  /** `note`: works, and is worth knowing. */
  readonly state: 'ok' | 'note' | 'wrong';
  readonly text: string;
  /** Remedy. */
  readonly fix?: string;
}

/** Node that Lambda runs, and the oldest that runs TypeScript as it is without flags. */
const nodeMajorMin = 24;

/** Two databases with copies, logs and bundles; a new install needs more and says so itself. */
const freeBytesMin = 1e9;

/** Addresses of the control process and of the two regions, and how many ports of each are taken. */
const addresses = [
  { address: '127.0.0.1', ports: 5 },
  { address: '127.0.0.11', ports: 4 },
  { address: '127.0.0.12', ports: 4 },
] as const;

/** Checks everything that a start needs, independently, so that all problems show at once. */
export async function runChecks({ portBase }: { readonly portBase: number }): Promise<readonly CheckResult[]> {
  return Promise.all([
    checkNode(process.versions.node),
    checkUser(process.getuid?.()),
    checkDisk(),
    checkDataDir(),
    checkPostgres(),
    ...addresses.map(({ address, ports }) => checkPorts(address, { from: portBase, count: ports })),
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

/** Listens on each port. A port in use is a note: it may be our own local cloud. */
export async function checkPorts(
  address: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<CheckResult> {
  const to = from + count - 1;
  const name = `${address}:${from}-${to}`;
  for (let port = from; port <= to; port++) {
    const failure = await tryListening(address, port);
    if (failure === undefined) continue;
    if (failure.code === 'EADDRNOTAVAIL') {
      const fix = `sudo ifconfig lo0 alias ${address} up`;
      return { name, state: 'wrong', text: 'this loopback address does not exist here', fix };
    }
    const fix = `start with --port-base ${from + 100}`;
    if (failure.code !== 'EADDRINUSE') return { name, state: 'wrong', text: failure.message, fix };
    const text = `${port} is in use, by a local cloud or another program`;
    return { name, state: 'note', text, fix: `${commandLine('status')}, or ${fix}` };
  }
  return { name, state: 'ok', text: 'free' };
}

async function tryListening(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer();
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => resolve(undefined));
  });
  if (failure === undefined) await new Promise((resolve) => server.close(resolve));
  return failure;
}
