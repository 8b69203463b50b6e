import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { FunctionDefinition } from '../../definitions/function-definition.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ColdStartGate } from './cold-start-gate.ts';
import { FunctionWorker, type FunctionWorkerProps, type InvocationEnd } from './function-worker.ts';

/**
 * Workers of one function at most. On AWS the account's concurrency is the bound; here it is the machine: more workers than
 * cores do nothing faster, but for the one whose invocation waits. Invocations above that wait for a free worker.
 */
const workersMax = availableParallelism() + 1;

/**
 * How long an invocation waits for a busy worker, in milliseconds, before another is started. AWS starts one at once;
 * on a few cores that turns a burst into a storm of starts that delays everything.
 */
const waitMsMax = 150;

/** Largest request and answer of a synchronous invocation, in bytes. */
export const payloadBytesMax = 6 * 1024 * 1024;

export type FunctionPoolProps = Omit<FunctionWorkerProps, 'definition'> & {
  readonly definition: FunctionDefinition;
  /** Shared by the region's functions. */
  readonly gate: ColdStartGate;
};

/** The execution environments of one function. */
export class FunctionPool {
  #props: FunctionPoolProps;
  readonly #workers = new Set<FunctionWorker>();
  readonly #idle: FunctionWorker[] = [];
  /** Oldest first. */
  readonly #waiting: ((worker: FunctionWorker) => void)[] = [];
  /** Runs while invocations wait. */
  #growth: NodeJS.Timeout | undefined;
  /** Workers that are loading their module. */
  #starting = 0;
  #running = 0;
  #isDown = false;

  constructor(props: FunctionPoolProps) {
    this.#props = props;
  }

  get definition(): FunctionDefinition {
    return this.#props.definition;
  }

  /**
   * Runs one invocation.
   *
   * Lambda has no line: it starts more environments, or refuses. Here a few workers stand for all of them, so invocations
   * wait. One that nobody waits for any more is refused; else an overload would be spent on answers to callers that left.
   *
   * @param given.gone aborted when the caller leaves
   * @throws AwsError `TooManyRequestsException` over the reserved concurrency, or when the caller leaves before a worker is
   *   free; `RequestTooLargeException`
   */
  async invoke(
    payload: string,
    { requestId = randomUUID(), gone }: { readonly requestId?: string | undefined; readonly gone?: AbortSignal } = {},
  ): Promise<InvocationEnd> {
    const { reservedConcurrency, name } = this.definition;
    if (Buffer.byteLength(payload) > payloadBytesMax) {
      throw new AwsError(
        'RequestTooLargeException',
        `${name}: the request is larger than ${payloadBytesMax} bytes`,
        413,
      );
    }
    if (reservedConcurrency !== undefined && this.#running >= reservedConcurrency) {
      throw new AwsError('TooManyRequestsException', `Rate Exceeded: ${name} has ${reservedConcurrency} reserved`, 429);
    }
    if (this.#isDown) return killed;
    this.#running += 1;
    try {
      const worker = await this.#acquire(gone);
      const failure = await worker.loaded;
      if (failure !== undefined) {
        this.#release(worker);
        return { outcome: 'failed', failure };
      }
      const end = await worker.invoke(requestId, payload);
      this.#release(worker);
      return end.outcome === 'done' && Buffer.byteLength(end.payload) > payloadBytesMax ? tooLarge(end.payload) : end;
    } finally {
      this.#running -= 1;
    }
  }

  /**
   * Runs other code from the next invocation on. What runs ends on its worker, as on Lambda, and counts towards the reserved
   * concurrency until then.
   */
  change(props: FunctionPoolProps): void {
    this.#props = props;
    for (const worker of this.#idle.splice(0)) this.#retire(worker);
  }

  /** Kills every worker, whatever it is doing; the next invocation gets a new one. */
  async kill(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.kill()));
  }

  /** Kills every worker, and lets none start until the function is brought up again. */
  async bringDown(): Promise<void> {
    this.#isDown = true;
    await this.kill();
  }

  bringUp(): void {
    this.#isDown = false;
  }

  async stop(): Promise<void> {
    clearInterval(this.#growth);
    await Promise.all([...this.#workers].map((worker) => worker.stop()));
  }

  #acquire(gone?: AbortSignal): Promise<FunctionWorker> {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      if (!worker.isDead) return Promise.resolve(worker);
      this.#workers.delete(worker);
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new AwsError('TooManyRequestsException', `${this.definition.name}: the caller has left`, 429));
      };
      const take = (worker: FunctionWorker) => {
        gone?.removeEventListener('abort', leave);
        resolve(worker);
      };
      gone?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(take);
      if (this.#workers.size === 0) this.#startWorker();
      else this.#growth ??= setInterval(() => this.#grow(), waitMsMax);
    });
  }

  /** Starts one more worker while invocations wait, when no other function of the region does. */
  #grow(): void {
    if (this.#waiting.length === 0) {
      clearInterval(this.#growth);
      this.#growth = undefined;
    } else if (this.#starting === 0 && this.#workers.size < workersMax && this.#props.gate.tryEnter()) {
      void this.#startWorker().loaded.then(() => this.#props.gate.leave());
    }
  }

  #startWorker(): FunctionWorker {
    const worker = new FunctionWorker(this.#props);
    this.#workers.add(worker);
    this.#starting += 1;
    void worker.loaded.then(() => {
      this.#starting -= 1;
      if (worker.definition === this.definition) this.#handOver(worker);
      else this.#replace(worker);
    });
    return worker;
  }

  #release(worker: FunctionWorker): void {
    if (worker.isDead || worker.definition !== this.definition) this.#replace(worker);
    else this.#handOver(worker);
  }

  #replace(worker: FunctionWorker): void {
    this.#retire(worker);
    if (this.#waiting.length > this.#starting) this.#startWorker();
  }

  #retire(worker: FunctionWorker): void {
    this.#workers.delete(worker);
    void worker.stop();
  }

  /**
   * Gives a worker to who came last: in an overload, the answers to those who came first are late anyway. One that failed to
   * load too, so that the failure is reported.
   */
  #handOver(worker: FunctionWorker): void {
    const next = this.#waiting.pop();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }
}

const killed: InvocationEnd = {
  outcome: 'failed',
  failure: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' },
};

function tooLarge(payload: string): InvocationEnd {
  const errorMessage = `Response payload size (${Buffer.byteLength(payload)} bytes) exceeded maximum allowed payload size (${payloadBytesMax} bytes).`;
  return { outcome: 'failed', failure: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}
