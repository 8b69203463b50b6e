import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from '../../definitions/function-definition.ts';
import type { FunctionFailure } from './function-error.ts';
import { moduleFileOf } from './module-file.ts';
import type { Invocation, NameRoutes, SentInvocations, WorkerReport, WorkerStart } from './runtime/worker-messages.ts';

/** Outcome of an invocation: the answer as JSON text, or the failure. */
export type InvocationEnd =
  | { readonly outcome: 'done'; readonly payload: string }
  | { readonly outcome: 'failed'; readonly failure: FunctionFailure };

export interface FunctionWorkerProps {
  readonly definition: FunctionDefinition;
  readonly environment: Record<string, string>;
  readonly names: NameRoutes;
  /** Address of the program that loads the function. */
  readonly program: URL;
  /** How far the clock of functions is off now, in milliseconds. */
  readonly clockSkewMs: () => number;
  /** Called for each line that the function writes. */
  readonly onLogLine: (line: string) => void;
}

/**
 * One execution environment of a function: a thread that runs the asset as it would be uploaded.
 *
 * It works on one invocation at a time and stands still in between, as on AWS. Once it has failed to load, run out of time or ended itself it is
 * dead and must be replaced.
 */
export class FunctionWorker {
  readonly definition: FunctionDefinition;
  readonly #thread: Worker;
  readonly #clockSkewMs: () => number;
  readonly #sent: SentInvocations = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** Resolves when the module is loaded, with the failure when it can't be. */
  readonly loaded: Promise<FunctionFailure | undefined>;
  #end: ((end: InvocationEnd) => void) | undefined;
  #dead = false;

  constructor({ definition, environment, names, program, clockSkewMs, onLogLine }: FunctionWorkerProps) {
    this.definition = definition;
    this.#clockSkewMs = clockSkewMs;
    const workerData: WorkerStart = {
      moduleFile: moduleFileOf(definition),
      exportName: definition.exportName,
      functionName: definition.name,
      functionArn: definition.arn,
      memoryMb: definition.memoryMb,
      names,
      sent: this.#sent,
      clockSkewMs: clockSkewMs(),
    };
    this.#thread = new Worker(program, {
      workerData,
      env: environment,
      // Options come from the template's NODE_OPTIONS alone, as on AWS.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    });
    for (const stream of [this.#thread.stdout, this.#thread.stderr]) {
      createInterface({ input: stream }).on('line', onLogLine);
    }
    this.loaded = new Promise((resolve) => {
      this.#thread.on('message', (report: WorkerReport) => {
        if (report.type === 'ready') resolve(undefined);
        else if (report.type === 'init_failed') this.#die(report.failure, resolve);
        else if (report.type === 'done') this.#finish({ outcome: 'done', payload: report.payload });
        else this.#finish({ outcome: 'failed', failure: report.failure });
      });
      this.#thread.on('error', (error: Error & { code?: string }) => {
        // Uncaught exceptions and exhausted memory end the process on AWS too.
        this.#die(
          {
            errorType: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : error.name,
            errorMessage: error.message,
          },
          resolve,
        );
      });
      this.#thread.on('exit', (code) => {
        this.#die(
          { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` },
          resolve,
        );
      });
    });
  }

  get isDead(): boolean {
    return this.#dead;
  }

  /** Runs one invocation; ends the thread when the function's time is over. */
  invoke(requestId: string, payload: string): Promise<InvocationEnd> {
    const { timeoutMs } = this.definition;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        this.#die({
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
        });
      }, timeoutMs);
      this.#end = (end) => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve(end);
      };
      const deadline = Date.now() + timeoutMs;
      const invocation: Invocation = { requestId, payload, deadline, clockSkewMs: this.#clockSkewMs() };
      this.#thread.postMessage(invocation);
      Atomics.add(this.#sent, 0, 1);
      Atomics.notify(this.#sent, 0);
    });
  }

  /** Ends the thread as SIGKILL ends a process: nothing of the function runs any more once this resolves. */
  async kill(): Promise<void> {
    this.#die({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' });
    await this.#thread.terminate();
  }

  /** Ends the thread, also one that spins. */
  async stop(): Promise<void> {
    this.#dead = true;
    await this.#thread.terminate();
    this.#finish({
      outcome: 'failed',
      failure: { errorType: 'Runtime.ExitError', errorMessage: 'the region was stopped' },
    });
  }

  #finish(end: InvocationEnd): void {
    this.#end?.(end);
  }

  #die(failure: FunctionFailure, loaded?: (failure: FunctionFailure) => void): void {
    this.#dead = true;
    loaded?.(failure);
    this.#finish({ outcome: 'failed', failure });
    void this.#thread.terminate();
  }
}
