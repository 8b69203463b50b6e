import { setTimeout as pause } from 'node:timers/promises';
import { headers } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';

/** Longest wait for the API, in milliseconds: longer than a failover. */
export const patienceMs = 20_000;

const retryEveryMs = 250;
/** Time that the first attempt has; each later one has twice that of the one before, for machines that are slow. */
const firstAttemptMs = 5000;

/** Answers after which the same request with the same key may be sent again. */
const retryable: ReadonlySet<number> = new Set([409, 429, 500, 502, 503, 504]);

/** A request to the public name, or to one region's. */
export interface ApiRequest extends Omit<RequestInit, 'headers'> {
  /** Key of the merchant who asks. */
  readonly accessKey: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly region?: string | undefined;
  /** @default patienceMs */
  readonly waitMsMax?: number;
  /** Receives why an attempt is made again, when it is another reason than before. */
  readonly onRetry?: (answer: string) => void;
}

/**
 * Sends a request to the API, with retries while it is unavailable.
 *
 * @throws CliError `no_answer` after the longest wait
 */
export async function untilAnswered(
  cloud: LocalCloud,
  path: string,
  { accessKey, region, waitMsMax = patienceMs, onRetry, ...request }: ApiRequest,
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(path, cloud.publicApi);
  if (region !== undefined) url.hostname = `${region}.${url.hostname}`;
  const init = { ...request, headers: { ...request.headers, [headers.authorization]: `Bearer ${accessKey}` } };
  const endMs = performance.now() + waitMsMax;
  let last = 'none';
  let noted = last;
  for (let attemptMs = firstAttemptMs; performance.now() < endMs; attemptMs *= 2) {
    try {
      const attempt = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)]);
      const response = await cloud.fetch(url, { ...init, signal: attempt });
      if (!retryable.has(response.status)) return response;
      last = `${response.status} ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    if (last !== noted) onRetry?.(last);
    noted = last;
    await pause(retryEveryMs, undefined, { signal });
  }
  throw away(`the API did not take the request for ${waitMsMax / 1000} s; last answer: ${last}`);
}

/** The error after a wait that was too long. */
export function away(what: string): CliError {
  return new CliError({ code: 'no_answer', what, why: 'no region accepts payments now', fix: commandLine('status') });
}
