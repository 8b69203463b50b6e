import { Agent, request } from 'node:http';
import { headers } from '@redoubt/contracts';
import type { ConsoleHost } from '@redoubt/local-cloud';
import { readDemoKey } from '../../demo-key.ts';

/** Longest wait for one answer, in milliseconds. */
const answerMsMax = 5000;

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Name of the API: the public one, or a region's own. */
  readonly name: string;
  readonly path: string;
  /** Names in lower case; `authorization` takes the place of the demo merchant's key. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Whose API is called, and where the demo merchant's key is. */
export type ApiHost = Pick<ConsoleHost, 'addressOf' | 'dataDir'>;

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/**
 * Calls our API as a merchant's client on the internet does: by its name, which is resolved anew for each call, and with the key of the
 * demo merchant.
 *
 * @throws Error when the name leads nowhere, or nobody answers in time
 */
export async function callApi(host: ApiHost, call: ApiCall): Promise<ApiAnswer> {
  const key = await readDemoKey(host.dataDir);
  const address = host.addressOf(call.name);
  if (address === undefined) throw new Error(`${call.name} leads nowhere`);
  const { promise, resolve, reject } = Promise.withResolvers<ApiAnswer>();
  const asked = request(
    {
      ...address,
      agent,
      method: call.method,
      path: call.path,
      headers: {
        ...(key === undefined ? {} : { [headers.authorization.toLowerCase()]: `Bearer ${key}` }),
        ...call.headers,
        host: call.name,
      },
      signal: AbortSignal.timeout(answerMsMax),
    },
    (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    },
  );
  asked.on('error', reject);
  asked.end(call.body);
  return await promise;
}
