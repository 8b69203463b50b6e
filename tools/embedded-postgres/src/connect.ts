import { Client } from 'pg';

/** A server on loopback answers at once or not at all. */
const connectTimeoutMs = 2_000;

/** Lends a connection for one use. A connection that dies in between rejects the query in hand, nothing more. */
export async function withConnection<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  client.on('error', () => undefined); // without a listener the death of the server would end this process
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
