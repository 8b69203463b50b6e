import { setTimeout as pause } from 'node:timers/promises';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';

/** Longest wait for the API, in milliseconds: longer than a failover. */
export const patienceMs = 20_000;

const retryEveryMs = 250;
const attemptMsMax = 5000;

/** Answers after which the same request with the same key may be sent again. */
const retryable: ReadonlySet<number> = new Set([409, 429, 500, 502, 503, 504]);

/** A request to the public name, or to one region's. */
export interface ApiRequest extends RequestInit {
  readonly region?: string | undefined;
}

/**
 * Sends a request to the API, with retries while it is unavailable.
 *
 * @throws CliError `no_answer` after the longest wait
 */
export async function untilAnswered(
  cloud: LocalCloud,
  path: string,
  { region, ...init }: ApiRequest,
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(path, cloud.publicApi);
  if (region !== undefined) url.hostname = `${region}.${url.hostname}`;
  const endMs = performance.now() + patienceMs;
  let last = 'none';
  while (performance.now() < endMs) {
    try {
      const attempt = AbortSignal.any([signal, AbortSignal.timeout(attemptMsMax)]);
      const response = await cloud.fetch(url, { ...init, signal: attempt });
      if (!retryable.has(response.status)) return response;
      last = `${response.status} ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    await pause(retryEveryMs, undefined, { signal });
  }
  throw away(`the API did not take the request for ${patienceMs / 1000} s; last answer: ${last}`);
}

/** The error after a wait that was too long. */
export function away(what: string): CliError {
  return new CliError({ code: 'no_answer', what, why: 'no region accepts payments now', fix: commandLine('status') });
}
