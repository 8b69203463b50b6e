import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** A server on loopback answers at once, or refuses; on a busy machine it takes seconds, behind a link that is held for ever. */
const connectTimeoutMs = 30_000;
/** Longest wait for an answer that takes milliseconds: a longer silence is that of a held link or a stopped server. */
export const quickAnswerMsMax = 30_000;

/**
 * Lends a connection for one use. A connection that dies in between rejects the query in hand, nothing more.
 *
 * @param options.answerMsMax longest wait for the answer to one query, in milliseconds; without one a query takes as long as it takes
 */
export async function withConnection<T>(
  url: string,
  use: (client: Client) => Promise<T>,
  { answerMsMax }: { readonly answerMsMax?: number } = {},
): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(answerMsMax === undefined ? {} : { query_timeout: answerMsMax }),
  });
  client.on('error', () => undefined); // without a listener the death of the server would end this process
  await client.connect();
  try {
    return await use(client);
  } finally {
    const ended = client.end().catch(() => undefined);
    await Promise.race([ended, pause(answerMsMax ?? quickAnswerMsMax, undefined, { ref: false })]);
  }
}
