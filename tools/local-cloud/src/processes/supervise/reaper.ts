import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endChild } from './end-child.ts';

const program = fileURLToPath(new URL('reaper-main.ts', import.meta.url));

/** Time the reaper has to end, in milliseconds: it kills at most all regions before. */
const stopMsMax = 10_000;

/**
 * A process of its own that outlives this one by a moment and kills the process trees that it watches, so that nothing
 * survives when this one crashes or is killed.
 */
export class Reaper {
  readonly #child: ChildProcess;

  constructor() {
    // Detached: an interrupt from the keyboard reaches a whole process group, and must not reach the reaper.
    this.#child = spawn(process.execPath, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    // Without a reaper the regions still end by themselves when their channel to this process closes.
    this.#child.stdin?.on('error', () => undefined);
    this.#child.on('error', () => undefined);
    this.#child.unref();
  }

  watch(pid: number): void {
    this.#child.stdin?.write(`${pid}\n`);
  }

  forget(pid: number): void {
    this.#child.stdin?.write(`-${pid}\n`);
  }

  /** Lets the reaper end; it kills what it still watches. */
  async stop(): Promise<void> {
    this.#child.ref();
    await endChild(this.#child, { ask: () => this.#child.stdin?.end(), waitMsMax: stopMsMax });
  }
}
