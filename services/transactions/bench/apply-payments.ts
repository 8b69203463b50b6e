import type { LedgerDatabase } from '../test/support/ledger-database.ts';
import { Commands, type Spread } from './commands.ts';
import { Connections, type OpenContender } from './connections.ts';
import { requestOf } from './pipelined-connection.ts';

/** Books payments as the service does: one statement for each, or one for a batch. */
export async function applyPayments(
  database: LedgerDatabase,
  {
    name,
    spread,
    batch,
  }: {
    readonly name: string;
    readonly spread: Spread;
    /** Payments of one statement; 1 is `pay.apply`. */
    readonly batch: number;
  },
): Promise<OpenContender> {
  const applied = batch === 1 ? 'pay.apply' : 'pay.apply_batch';
  const statements = { apply: `select ${applied}($1::bigint, $2::text, $3::jsonb, $4::text)` };
  const connections = await Connections.open(database.url, { name, statements, role: 'pay_writer' });
  const commands = new Commands(spread);
  return connections.contender(name, async (units) => {
    const statementCount = Math.ceil(units / batch);
    return connections.workOf(
      Array.from({ length: statementCount }, (_, at) => {
        const taken = commands.take(Math.min(batch, units - at * batch));
        const body = JSON.stringify(batch === 1 ? taken[0] : taken);
        return [requestOf([{ statement: 'apply', values: ['1', 'us-east-1', body, 'consumer'] }])];
      }),
    );
  });
}
