import { NoAnswer, RedoubtClient, RedoubtProblem } from '@redoubt/client';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';
import { keyVariable } from './access-key.ts';
import { away, patienceMs } from './until-answered.ts';

/** Tries end with the patience of a command and not before: 250 ms apart at most, as regions are replaced within seconds here. */
const retry = { triesMax: Number.POSITIVE_INFINITY, totalMsMax: patienceMs, pauseMsMax: 250 };

/** The API as the merchant of a key uses it, by the public name or by that of one region. @throws CliError `usage` for what is no key */
export function merchantClient(
  cloud: Pick<LocalCloud, 'publicApi' | 'fetch'>,
  { accessKey, region }: { readonly accessKey: string; readonly region?: string | undefined },
): RedoubtClient {
  const baseUrl = new URL(cloud.publicApi);
  if (region !== undefined) baseUrl.hostname = `${region}.${baseUrl.hostname}`;
  try {
    return new RedoubtClient({
      baseUrl: baseUrl.href,
      key: accessKey,
      retry,
      fetch: (...call) => cloud.fetch(...call),
    });
  } catch {
    throw new CliError({
      code: 'usage',
      what: `${keyVariable} holds no access key`,
      why: 'a key is rk_live_… or rk_test_…, as it was shown when it was made',
      fix: commandLine('key create --help'),
    });
  }
}

/** Explains an error of the client; passes any other on. */
export function explained(error: unknown): unknown {
  if (error instanceof NoAnswer || (error instanceof RedoubtProblem && error.retryable))
    return away(`the API did not take the request for ${patienceMs / 1000} s; last answer: ${lastOf(error)}`);
  return error instanceof RedoubtProblem ? refused(error) : error;
}

function lastOf(error: NoAnswer | RedoubtProblem): string {
  if (error instanceof RedoubtProblem) return error.message;
  return error.cause instanceof Error ? error.cause.message : String(error.cause);
}

function refused({ status, code, detail, errors }: RedoubtProblem): CliError {
  const fields = errors.map(({ pointer, detail: about }) => `${pointer}: ${about}`).join('; ');
  return new CliError({
    code: 'payment_refused',
    what: `the API answered ${status} ${code}`,
    why: [detail ?? 'no reason was given', fields].filter((part) => part !== '').join(': '),
    fix: commandLine('payment create --help'),
  });
}
