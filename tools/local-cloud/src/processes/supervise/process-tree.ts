import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Times the tree is looked at again for children that were born meanwhile. */
const looksMax = 20;
/** Time a killed process may take to vanish, in milliseconds. */
const vanishMsMax = 2000;

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/**
 * Kills a process and everything below it with SIGKILL, as a loss of power would.
 *
 * All are stopped first, so that none has children while the others die. Groups don't help: PostgreSQL's processes have
 * groups of their own.
 *
 * @returns how many processes were killed; resolves when none of them is left
 */
export async function killTree(root: number): Promise<number> {
  const tree = await stopAll(root);
  for (const pid of tree) signal(pid, 'SIGKILL');
  const deadline = performance.now() + vanishMsMax;
  while ((await listProcesses()).some(({ pid }) => tree.has(pid)) && performance.now() < deadline) await pause(5);
  return tree.size;
}

/** Stops a process and everything below it with SIGSTOP, until `continueTree`. */
export async function stopTree(root: number): Promise<void> {
  await stopAll(root);
}

/** Lets a stopped process and everything below it go on. */
export async function continueTree(root: number): Promise<void> {
  for (const pid of descendantsOf(root, await listProcesses()).toReversed()) signal(pid, 'SIGCONT');
}

/** Stops a tree; looks again until no process was born meanwhile. */
async function stopAll(root: number): Promise<ReadonlySet<number>> {
  const tree = new Set<number>();
  for (let look = 0; look < looksMax; look++) {
    const born = descendantsOf(root, await listProcesses()).filter((pid) => !tree.has(pid));
    if (born.length === 0) break;
    for (const pid of born) {
      tree.add(pid);
      signal(pid, 'SIGSTOP');
    }
  }
  return tree;
}

/** The process and everything below it, parents first. */
export function descendantsOf(root: number, processes: readonly Process[]): readonly number[] {
  const children = processes
    .filter(({ parent }) => parent === root)
    .flatMap(({ pid }) => descendantsOf(pid, processes));
  return processes.some(({ pid }) => pid === root) ? [root, ...children] : children;
}

/** All processes that run; zombies are left out. Reads /proc where there is one: `ps` may be missing, and is slower. */
export async function listProcesses(): Promise<readonly Process[]> {
  return process.platform === 'linux' ? await listFromProc() : await listFromPs();
}

async function listFromProc(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The name is in parentheses and may hold anything; state and parent follow its last one.
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === undefined || state === '' || state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    }),
  );
  return found.flat();
}

async function listFromPs(): Promise<readonly Process[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return pid === undefined || pid === '' || state?.startsWith('Z') === true
      ? []
      : [{ pid: Number(pid), parent: Number(parent) }];
  });
}

/** Sends a signal; a process that is gone meanwhile needs none. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
