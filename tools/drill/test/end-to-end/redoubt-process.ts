import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { waitUntil } from '../../src/wait-until.ts';

const workspaceRoot = join(import.meta.dirname, '..', '..', '..', '..');
const program = join(workspaceRoot, 'tools', 'cli', 'src', 'main.ts');

/** A block of ports that another run of these tests on this machine does not take, below the ephemeral ones. */
export const portBlock = 10_000 + (process.pid % 200) * 100;

/** A little less than what vitest.config.ts gives a test or hook. */
const hangsAfterMs = 18 * 60_000;

const spawnOptions: SpawnOptions = {
  cwd: workspaceRoot,
  env: { ...process.env, CI: 'true' },
  stdio: ['ignore', 'pipe', 'pipe'],
};

/** The command has ended: nothing that is waited for will come. */
export class HasEndedError extends Error {
  override readonly name = 'HasEndedError';
}

/** The `redoubt` command as people start it: a process of its own, from the assemblies that are there. */
export class RedoubtProcess implements AsyncDisposable {
  readonly folder: string;
  /** Lines of stdout so far; with `--json` each is a value. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  #errors = '';

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder;
    this.#child = child;
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
  }

  /** @param args receives a new, empty folder for everything the command keeps */
  static async start(args: (folder: string) => readonly string[]): Promise<RedoubtProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'redoubt-end-to-end-'));
    return new RedoubtProcess(folder, spawn(process.execPath, [program, ...args(folder)], spawnOptions));
  }

  /** Like `start`, behind a process that waits for the command as npm does, and is known as npm by its name. */
  static async startBehindNpm(args: (folder: string) => readonly string[]): Promise<RedoubtProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'redoubt-end-to-end-'));
    const command = ['-c', '"$@"; exit', 'npm', process.execPath, program, ...args(folder)];
    return new RedoubtProcess(folder, spawn('bash', command, { ...spawnOptions, argv0: 'npm' }));
  }

  /** Its stderr, for the message of a failed test. */
  get errors(): string {
    return this.#errors;
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`redoubt did not start: ${this.errors}`);
    return this.#child.pid;
  }

  /**
   * Waits for the process to end.
   *
   * @returns its exit code; `null` when a signal ended it
   * @throws Error a little before the test that waits is ended, with what it printed
   */
  async end(): Promise<number | null> {
    const signal = AbortSignal.timeout(hangsAfterMs);
    if (!this.#hasEnded) {
      await once(this.#child, 'exit', { signal }).catch((error: unknown) => {
        throw new Error(`redoubt did not end; stderr: ${this.errors}`, { cause: error });
      });
    }
    return this.#child.exitCode;
  }

  /** @throws HasEndedError with what it printed */
  assertRuns(): void {
    if (this.#hasEnded) throw new HasEndedError(`redoubt has ended; stderr: ${this.errors}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for a line of JSON that fits. @throws Error when the process ends without one */
  async json<T>(fits: (value: unknown) => value is T): Promise<T> {
    return await waitUntil(
      () => {
        const found = this.lines.map((line): unknown => JSON.parse(line)).find(fits);
        if (found === undefined && this.#hasEnded) {
          throw new Error(
            `redoubt ended without such a line; stdout: ${this.lines.join('\n')}; stderr: ${this.errors}`,
          );
        }
        return found;
      },
      { everyMs: 50 },
    );
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGINT');
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Ids of a process' children, their children and so on. */
export function descendantsOf(pid: number): readonly number[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): readonly number[] =>
    all.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** Waits until none of the processes is left. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  await waitUntil(() => (pids.some(isAlive) ? undefined : true), { everyMs: 50 });
}

function isAlive(pid: number): boolean {
  // A process that has ended and that nobody has waited for yet holds nothing any more.
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
