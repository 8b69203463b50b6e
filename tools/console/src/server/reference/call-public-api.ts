import type { ConsoleHost } from '@redoubt/local-cloud';
import { z } from 'zod';
import type { PublicAnswer } from '../../reference-wire.ts';
import { type ApiHost, callApi } from '../acts/api-request.ts';
import { ConsoleError } from '../console-error.ts';

const Call = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  // A path of the API and never another address.
  path: z.string().regex(/^\/[a-z]+\/[\x21-\x7e]*$/),
  headers: z.record(z.string().regex(/^[A-Za-z-]+$/), z.string().regex(/^[\x20-\x7e]*$/)),
  body: z.string().optional(),
});

/** Headers that say how a connection is used: ours alone. */
const ofConnection: ReadonlySet<string> = new Set(['connection', 'content-length', 'host', 'transfer-encoding']);

/**
 * Sends a request to the public API as a merchant's program does. A page can't: no browser knows the public name.
 *
 * @throws ConsoleError when nobody answers
 */
export async function callPublicApi(
  host: ApiHost & Pick<ConsoleHost, 'publicApi'>,
  body: unknown,
): Promise<PublicAnswer> {
  const call = Call.parse(body);
  const headers = Object.entries(call.headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !ofConnection.has(name));
  const answer = await callApi(host, {
    method: call.method,
    name: new URL(host.publicApi).hostname,
    path: call.path,
    headers: Object.fromEntries(headers),
    ...(call.body === undefined ? {} : { body: call.body }),
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConsoleError(
      { what: 'the public name gave no answer', why, fix: 'look at the regions, and send it again' },
      { cause },
    );
  });
  const shown = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || ofConnection.has(name) ? [] : [[name, String(value)]],
  );
  return { status: answer.status, headers: Object.fromEntries(shown), body: answer.body };
}
