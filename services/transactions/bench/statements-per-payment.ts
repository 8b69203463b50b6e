import { withConnection } from '@redoubt/embedded-postgres';
import { startBenchServer } from './bench-server.ts';
import { Commands } from './commands.ts';

/** Payments that are counted. */
const paymentCount = 20;

/** Statements that the server was sent for one payment, by the server's own count of what the service's adapter sends. */
export async function countStatementsPerPayment(): Promise<number> {
  await using server = await startBenchServer({ shared_preload_libraries: 'pg_stat_statements' });
  await using database = await server.ledgerDatabase();
  return await withConnection(database.url, async (client) => {
    await client.query('create extension pg_stat_statements');
    const commands = new Commands('many_merchants').take(paymentCount);
    await client.query('select pg_stat_statements_reset()');
    for (const command of commands) {
      // One after the other, as the count of each must not depend on the others.
      await database.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
    }
    const { rows } = await client.query<{ calls: number }>(
      `select sum(calls)::float8 as calls from pg_stat_statements
       where toplevel and dbid = (select oid from pg_database where datname = current_database())
         and query not like '%pg_stat_statements%'`,
    );
    return (rows[0]?.calls ?? 0) / paymentCount;
  });
}
