import { readToken, tokenFile } from '../protocol/control-token.ts';
import { tokenHeader } from '../protocol/http/caller-check.ts';
import { LocalCloudError, type LocalCloudErrorCode } from '../protocol/local-cloud-error.ts';
import type { Failure } from '../protocol/region-start.ts';

/** Longest call: a restore waits for a database that is cloned anew. */
const answerMsMax = 90_000;

/** Tries of a call that only looks: a connection that breaks under it says nothing about the cloud. */
const looksMax = 3;

/** Calls the control process' API, with the token that the cloud left in a file. */
export class ControlClient {
  readonly #port: number;
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(portBase: number) {
    this.#port = portBase;
    this.#url = `http://127.0.0.1:${portBase}`;
    const token = readToken(portBase);
    this.#headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { [tokenHeader]: token }) };
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
    const { status, value } = await this.#answerTo<T>({ method, path, body, waitMsMax });
    if (status < 300) return value;
    if (status === 401) throw this.#notAllowed();
    const failure = value.failure ?? {
      code: 'control_failed',
      what: `${method} ${path} answered ${status}`,
      why: value.error?.message ?? 'it gives no reason',
      fix: 'look into logs/control.log of the data directory',
    };
    throw new LocalCloudError({ ...failure, code: failure.code as LocalCloudErrorCode });
  }

  #notAllowed(): LocalCloudError {
    return new LocalCloudError({
      code: 'not_allowed',
      what: `the local cloud at ${this.#url} was started by someone else`,
      why: `it does not take the token in ${tokenFile(this.#port)}`,
      fix: 'run the command in the clone that started it, or start one at other ports with --port-base',
    });
  }

  async #answerTo<T>(call: Call, triesLeft = call.method === 'GET' ? looksMax : 1): Promise<Answer<T>> {
    const { method, path, body, waitMsMax } = call;
    try {
      const answer = await fetch(`${this.#url}${path}`, {
        method,
        headers: this.#headers,
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(waitMsMax),
      });
      return { status: answer.status, value: (await answer.json()) as Answer<T>['value'] };
    } catch (cause) {
      if (triesLeft > 1 && isBroken(cause)) return await this.#answerTo(call, triesLeft - 1);
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

/** Whether somebody had taken the connection and it broke; nobody listens when it is refused. */
function isBroken(error: unknown): boolean {
  const { code } = Object(Object(error).cause);
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
}

interface Answer<T> {
  readonly status: number;
  readonly value: T & Partial<Refusal>;
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
