import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { RegionContext } from '../service-module.ts';

/** Pauses before Lambda's two retries of an asynchronous invocation, in milliseconds. */
const retryPausesMs = [60_000, 120_000] as const;

/** Largest payload of an invocation that nobody waits for, in bytes. */
const payloadBytesMax = 1024 * 1024;

/** Invocations nobody waits for: from rules, schedules and `InvocationType: Event`. */
export class AsynchronousInvocations {
  readonly #run: (functionName: string, payload: string) => Promise<void>;
  readonly #log: RegionContext['log'];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #retriesMax = new Map<string, number>();

  constructor(run: (functionName: string, payload: string) => Promise<void>, log: RegionContext['log']) {
    this.#run = run;
    this.#log = log;
  }

  /** Sets how often a failed invocation of a function is tried again; twice without. */
  limitRetries(functionName: string, retriesMax: number): void {
    this.#retriesMax.set(functionName, retriesMax);
  }

  /**
   * Takes an invocation over; it is tried at once.
   *
   * @throws AwsError `RequestTooLargeException`
   */
  accept(functionName: string, payload: string): void {
    const bytes = Buffer.byteLength(payload);
    if (bytes > payloadBytesMax) {
      const reason = `${functionName}: an event of ${bytes} bytes is over the limit of ${payloadBytesMax}`;
      throw new AwsError('RequestTooLargeException', reason, 413);
    }
    this.#attempt(functionName, payload, 0);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #attempt(functionName: string, payload: string, retries: number): void {
    this.#run(functionName, payload).catch((error: unknown) => {
      const retriesMax = this.#retriesMax.get(functionName) ?? retryPausesMs.length;
      const pauseMs = retries < retriesMax ? retryPausesMs[retries] : undefined;
      const message =
        pauseMs === undefined ? 'asynchronous invocation dropped' : 'asynchronous invocation failed, retried';
      this.#log('lambda', message, { functionName, retries, error: String(error) });
      if (pauseMs === undefined) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#attempt(functionName, payload, retries + 1);
      }, pauseMs);
      this.#timers.add(timer);
    });
  }
}
