import { withConnection } from '@redoubt/embedded-postgres';
import type { EmptyDatabase } from '../test/support/ledger-database.ts';
import { Connections, connectionCount, type OpenContender } from './connections.ts';
import { requestOf, type Step } from './pipelined-connection.ts';

/** pgbench asks for as many branches as connections, or they wait for each other's branch. */
const branchCount = connectionCount;
/** As pgbench has it. */
const tellersOfBranch = 10;
/** As pgbench has it. */
const accountsOfBranch = 100_000;

const schema = `
  create table pgbench_branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
  create table pgbench_tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
  create table pgbench_accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  insert into pgbench_branches select bid, 0, '' from generate_series(1, ${branchCount}) as bid;
  insert into pgbench_tellers
    select tid, (tid - 1) / ${tellersOfBranch} + 1, 0, '' from generate_series(1, ${branchCount * tellersOfBranch}) as tid;
  insert into pgbench_accounts
    select aid, (aid - 1) / ${accountsOfBranch} + 1, 0, '' from generate_series(1, ${branchCount * accountsOfBranch}) as aid;
  alter table pgbench_branches add primary key (bid);
  alter table pgbench_tellers add primary key (tid);
  alter table pgbench_accounts add primary key (aid)`;

/** The statements of pgbench's built-in script "TPC-B (sort of)", in its order. */
const statements = {
  begin: 'begin',
  account: 'update pgbench_accounts set abalance = abalance + $1::int where aid = $2::int',
  balance: 'select abalance from pgbench_accounts where aid = $1::int',
  teller: 'update pgbench_tellers set tbalance = tbalance + $1::int where tid = $2::int',
  branch: 'update pgbench_branches set bbalance = bbalance + $1::int where bid = $2::int',
  history:
    'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1::int, $2::int, $3::int, $4::int, current_timestamp)',
  commit: 'commit',
} as const;

/**
 * The script that pgbench runs by default: what people mean by a PostgreSQL's transactions per second. Each
 * statement waits for the answer to the one before, as pgbench's do.
 *
 * @param random numbers from 0 to below 1
 */
export async function runTpcb(
  database: EmptyDatabase,
  { name, random }: { readonly name: string; readonly random: () => number },
): Promise<OpenContender> {
  await withConnection(database.url, (client) => client.query(schema));
  await withConnection(database.url, (client) => client.query('vacuum analyze'));
  const connections = await Connections.open(database.url, { name, statements, role: 'postgres' });
  const upTo = (count: number): string => String(1 + Math.floor(random() * count));
  const steps = (): readonly Step[] => {
    const [aid, tid, bid] = [
      upTo(branchCount * accountsOfBranch),
      upTo(branchCount * tellersOfBranch),
      upTo(branchCount),
    ];
    const delta = String(Math.floor(random() * 10_001) - 5_000);
    return [
      { statement: 'begin', values: [] },
      { statement: 'account', values: [delta, aid] },
      { statement: 'balance', values: [aid] },
      { statement: 'teller', values: [delta, tid] },
      { statement: 'branch', values: [delta, bid] },
      { statement: 'history', values: [tid, bid, aid, delta] },
      { statement: 'commit', values: [] },
    ];
  };
  return connections.contender(name, async (units) => {
    return connections.workOf(Array.from({ length: units }, () => steps().map((step) => requestOf([step]))));
  });
}
