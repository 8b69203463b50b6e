import { LocalCloudError, type LocalCloudErrorCode } from '../protocol/local-cloud-error.ts';
import type { Failure } from '../protocol/region-start.ts';

/** Longest call: a restore waits for a database that is cloned anew. */
const answerMsMax = 90_000;

/** Calls the control process' API. */
export class ControlClient {
  readonly #url: string;

  constructor(portBase: number) {
    this.#url = `http://127.0.0.1:${portBase}`;
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}, waitMsMax?: number): Promise<T> {
    return this.#call<T>('POST', path, JSON.stringify(body), waitMsMax);
  }

  delete(path: string): Promise<void> {
    return this.#call('DELETE', path);
  }

  async #call<T>(method: string, path: string, body?: string, waitMsMax = answerMsMax): Promise<T> {
    const answer = await this.#fetch({ method, path, body, waitMsMax });
    const value = (await answer.json()) as T & Partial<Refusal>;
    if (answer.ok) return value;
    const failure = value.failure ?? {
      code: 'control_failed',
      what: `${method} ${path} answered ${answer.status}`,
      why: value.error?.message ?? 'it gives no reason',
      fix: 'look into logs/control.log of the data directory',
    };
    throw new LocalCloudError({ ...failure, code: failure.code as LocalCloudErrorCode });
  }

  async #fetch({ method, path, body, waitMsMax }: Call): Promise<Response> {
    try {
      return await fetch(`${this.#url}${path}`, {
        method,
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
        signal: AbortSignal.timeout(waitMsMax),
      });
    } catch (cause) {
      throw new LocalCloudError(
        {
          code: 'not_running',
          what: `no local cloud answers at ${this.#url}`,
          why:
            cause instanceof Error ? `${cause.message}${cause.cause ? `: ${String(cause.cause)}` : ''}` : String(cause),
          fix: 'npm start, or give the --port-base it was started with',
        },
        { cause },
      );
    }
  }
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly waitMsMax: number;
}

interface Refusal {
  readonly failure: Failure;
  readonly error: { readonly code: string; readonly message: string };
}
