import { type ChildProcess, fork } from 'node:child_process';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegionProcessState } from '../../protocol/local-cloud.ts';
import { LocalCloudError, type LocalCloudErrorCode } from '../../protocol/local-cloud-error.ts';
import type { RegionCommand, RegionReport, RegionStart } from '../../protocol/region-start.ts';
import { environmentWithCompileCache } from './compile-cache.ts';
import { continueTree, killTree, stopTree } from './process-tree.ts';
import type { Reaper } from './reaper.ts';

/**
 * Room that each thread of a region has from the start, in mebibytes: with V8's few, threads that load a function collect
 * garbage several times before they answer. At a takeover V8's own threads, most of them collecting, took 22 % of the region's processor
 * time (perf, two cores). What it costs: 2.6 GB for a region at its peak instead of 2.3 GB.
 */
const heapOptions = ['--initial-old-space-size=96', '--min-semi-space-size=8'] as const;

const program = fileURLToPath(new URL('../region/main.ts', import.meta.url));

/** Time a region has to become ready, in milliseconds. */
const readyMsMax = 600_000;
/** Time a region has to end by itself, in milliseconds; then its tree is killed. */
const stopMsMax = 2000;

export interface RegionProcessOptions {
  readonly region: string;
  readonly reaper: Reaper;
  /** Called for each report of the region. */
  readonly onReport: (report: RegionReport) => void;
  /** Called when the process has ended without being asked to. */
  readonly onLoss: () => void;
}

/** One region's process: started, killed and started again. */
export class RegionProcess {
  readonly region: string;
  readonly #options: RegionProcessOptions;
  #child: ChildProcess | undefined;
  #state: RegionProcessState = 'killed';

  constructor(options: RegionProcessOptions) {
    this.region = options.region;
    this.#options = options;
  }

  get state(): RegionProcessState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the region; resolves when it is ready.
   *
   * @throws LocalCloudError `region_failed`, or the region's own failure
   */
  async start(start: RegionStart): Promise<void> {
    const file = join(start.dataDir, 'start.json');
    await writeFile(file, JSON.stringify(start, undefined, 2));
    const log = await open(start.logFile, 'a');
    // Detached: an interrupt from the keyboard reaches a whole process group; control decides when a region ends.
    const child = fork(program, [file], {
      cwd: start.dataDir,
      detached: true,
      env: environmentWithCompileCache(),
      execArgv: [...heapOptions],
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
    });
    await log.close();
    this.#child = child;
    this.#state = 'starting';
    if (child.pid !== undefined) this.#options.reaper.watch(child.pid);
    await this.#becomeReady(child, start);
    this.#state = 'running';
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#gone(child);
      this.#options.onLoss();
    });
  }

  /** Stops every process of the region; it keeps its memory and its connections. */
  async pause(): Promise<void> {
    if (this.#child?.pid === undefined || this.#state === 'starting') return;
    this.#state = 'paused';
    await stopTree(this.#child.pid);
  }

  /** Lets a paused region go on. */
  async goOn(): Promise<void> {
    if (this.#child?.pid === undefined || this.#state !== 'paused') return;
    this.#state = 'running';
    await continueTree(this.#child.pid);
  }

  /** Kills the whole tree; resolves with the number of processes when none is left. */
  async kill(): Promise<number> {
    const child = this.#child;
    this.#child = undefined;
    this.#state = 'killed';
    if (child?.pid === undefined) return 0;
    const killed = await killTree(child.pid);
    this.#options.reaper.forget(child.pid);
    return killed;
  }

  /** Asks the region to end, and kills what does not. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // A paused process reads no messages.
    if (this.#state === 'paused') return void (await this.kill());
    this.#child = undefined;
    this.#state = 'killed';
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.send({ type: 'stop' } satisfies RegionCommand);
    const timer = setTimeout(() => {
      if (child.pid !== undefined) void killTree(child.pid);
    }, stopMsMax);
    await ended;
    clearTimeout(timer);
    if (child.pid !== undefined) this.#options.reaper.forget(child.pid);
  }

  async #becomeReady(child: ChildProcess, { logFile }: RegionStart): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(
      () => reject(this.#failed(`was not ready within ${readyMsMax} ms`, `its log is ${logFile}`, logFile)),
      readyMsMax,
    );
    const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
      reject(
        this.#failed(
          `ended while it started (${signal ?? `exit code ${code}`})`,
          `its log ${logFile} says why`,
          logFile,
        ),
      );
    child.once('error', reject);
    child.once('exit', onExit);
    child.on('message', (report: RegionReport) => {
      this.#options.onReport(report);
      if (report.type === 'ready') resolve();
      if (report.type === 'failed') {
        const code = report.failure.code as LocalCloudErrorCode;
        reject(new LocalCloudError({ ...report.failure, code, what: `${this.region}: ${report.failure.what}` }));
      }
    });
    try {
      await promise;
    } catch (error) {
      await this.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      child.off('exit', onExit);
    }
  }

  #gone(child: ChildProcess): void {
    this.#child = undefined;
    this.#state = 'killed';
    if (child.pid !== undefined) this.#options.reaper.forget(child.pid);
  }

  #failed(what: string, why: string, logFile: string): LocalCloudError {
    return new LocalCloudError({
      code: 'region_failed',
      what: `${this.region} ${what}`,
      why,
      fix: `tail -n 40 ${logFile}`,
    });
  }
}
