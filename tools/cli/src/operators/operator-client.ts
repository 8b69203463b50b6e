import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { headers, Problem } from '@redoubt/contracts';
import { fetchAsRole, type LocalCloud } from '@redoubt/local-cloud';
import { away, patienceMs } from '../payments/until-answered.ts';

const retryEveryMs = 250;

/** Time that one attempt has, in milliseconds. */
const attemptMs = 10_000;

/** A problem as it was answered. */
export class OperatorRefusal extends Error {
  override readonly name = 'OperatorRefusal';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

export interface OperatorCall {
  readonly method: 'GET' | 'POST';
  /** With the name of the service. */
  readonly path: string;
  readonly body?: unknown;
  /** @default - a new one: every attempt of this call carries it */
  readonly idempotencyKey?: string | undefined;
}

export interface OperatorClientProps {
  readonly cloud: Pick<LocalCloud, 'status' | 'assumeRole' | 'fetch' | 'publicApi'>;
  readonly signal: AbortSignal;
  /** @default patienceMs */
  readonly waitMsMax?: number;
  /** Receives why an attempt is made again, when it is another reason than before. */
  readonly onRetry?: (answer: string) => void;
}

/**
 * Calls routes of operators, signed under the role that the call needs, in the active region or, if that does not run, in another:
 * merchants answers in both.
 */
export class OperatorClient {
  readonly #props: OperatorClientProps;

  constructor(props: OperatorClientProps) {
    this.#props = props;
  }

  /**
   * Sends a call, with retries while the same request may succeed.
   *
   * @throws OperatorRefusal when it is refused for good; CliError `no_answer` after the longest wait
   */
  async call({ idempotencyKey = randomUUID(), ...call }: OperatorCall): Promise<unknown> {
    const { signal, waitMsMax = patienceMs, onRetry } = this.#props;
    const endMs = performance.now() + waitMsMax;
    let last = 'none';
    while (performance.now() < endMs) {
      const answer = await this.#attempt({ ...call, idempotencyKey }).catch((error: unknown) => {
        signal.throwIfAborted();
        return error instanceof Error ? error : new Error(String(error));
      });
      if (!(answer instanceof Error) && answer.ok) return await answer.json();
      const text = answer instanceof Error ? answer.message : await answer.text();
      const problem = answer instanceof Error ? undefined : problemIn(text);
      if (problem !== undefined && !problem.retryable && problem.status < 500) throw new OperatorRefusal(problem);
      if (text !== last) onRetry?.(text.slice(0, 200));
      last = text;
      await pause(retryEveryMs, undefined, { signal });
    }
    throw away(`no region took the request for ${waitMsMax / 1000} s; last answer: ${last.slice(0, 200)}`);
  }

  async #attempt({ method, path, body, idempotencyKey }: OperatorCall): Promise<Response> {
    const { cloud, signal } = this.#props;
    const { suffix, regions } = await cloud.status();
    const running = regions.filter(({ process }) => process === 'running');
    const { region } = running.find(({ trafficRole }) => trafficRole === 'active') ?? running[0] ?? { region: '' };
    const role = method === 'GET' ? 'observer' : 'operator';
    const credentials = await cloud.assumeRole(`${role}-role-${suffix}`, userInfo().username);
    const answer = fetchAsRole(
      cloud,
      { credentials, region },
      {
        method,
        path,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { [headers.idempotencyKey.toLowerCase()]: String(idempotencyKey) }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]);
    return await Promise.race([answer, rejectedBy(timeout)]);
  }
}

function problemIn(text: string): Problem | undefined {
  try {
    return Problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
