import type { LedgerDatabase } from '../test/support/ledger-database.ts';
import { Commands } from './commands.ts';
import { Connections, type OpenContender } from './connections.ts';
import { requestOf } from './pipelined-connection.ts';

/** Commands of one statement, as a recovery sends them. */
const batch = 100;

/** Books payments that were accepted and lost, as a recovery does: journaled commands without an outcome. */
export async function recoverCommands(
  database: LedgerDatabase,
  { name }: { readonly name: string },
): Promise<OpenContender> {
  const statements = { recover: 'select pay.apply_recorded_batch($1::bigint, $2::text, $3::jsonb)' };
  const connections = await Connections.open(database.url, { name, statements, role: 'pay_recovery' });
  const commands = new Commands('many_merchants');
  return connections.contender(name, async (units) =>
    connections.workOf(
      Array.from({ length: Math.ceil(units / batch) }, (_, at) => {
        const entries = commands.take(Math.min(batch, units - at * batch)).map((command) => ({ command }));
        return [requestOf([{ statement: 'recover', values: ['1', 'us-east-1', JSON.stringify(entries)] }])];
      }),
    ),
  );
}
