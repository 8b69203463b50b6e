import { existsSync, readFileSync } from 'node:fs';
import type { Contender, Work } from '@redoubt/bench';
import { withConnection } from '@redoubt/embedded-postgres';
import { type Exchange, PipelinedConnection } from './pipelined-connection.ts';

/** Connections that work at the same time, as pgbench's clients: two for each of the two processors of a small machine. */
export const connectionCount = 4;

/** The kernel counts a process's time in ticks of a hundredth of a second (USER_HZ, the same on every Linux). */
const microsPerTick = 10_000;

/** A contender with connections that have to be closed. */
export type OpenContender = Contender & AsyncDisposable;

/** The connections of one contender, to a database of its own. */
export class Connections implements AsyncDisposable {
  readonly #all: readonly PipelinedConnection[];
  readonly #pids: readonly number[];

  private constructor(all: readonly PipelinedConnection[], pids: readonly number[]) {
    this.#all = all;
    this.#pids = pids;
  }

  /** @param name tells the connections of this contender from all others of the database */
  static async open(
    url: string,
    {
      name,
      statements,
      role,
    }: {
      readonly name: string;
      readonly statements: Readonly<Record<string, string>>;
      readonly role: string;
    },
  ): Promise<Connections> {
    const settings = { application_name: name, options: `-c role=${role}` };
    const all = await Promise.all(
      Array.from({ length: connectionCount }, () => PipelinedConnection.open(url, settings)),
    );
    for (const connection of all) {
      // One after the other: a connection has one request on its way.
      for (const [statement, sql] of Object.entries(statements)) await connection.prepare(statement, sql);
    }
    const pids = await withConnection(url, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        'select pid from pg_stat_activity where application_name = $1 and datname = current_database()',
        [name],
      );
      return rows.map(({ pid }) => pid);
    });
    return new Connections(all, pids);
  }

  /** Work that goes through the exchanges; whoever is free takes the next. */
  workOf(exchanges: readonly Exchange[]): Work {
    return async () => {
      const rest = exchanges.values();
      await Promise.all(
        this.#all.map(async (connection) => {
          for (const exchange of rest) for (const request of exchange) await connection.send(request);
        }),
      );
    };
  }

  /** Measurements of these connections; without /proc (macOS) the server's processor time is not known. */
  contender(name: string, prepare: Contender['prepare']): OpenContender {
    const serverMicros = () => this.#pids.reduce((sum, pid) => sum + ticksOf(pid), 0) * microsPerTick;
    const close = () => this[Symbol.asyncDispose]();
    return { name, prepare, ...(existsSync('/proc') ? { serverMicros } : {}), [Symbol.asyncDispose]: close };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection[Symbol.asyncDispose]()));
  }
}

/** User and system time of a process, from the 14th and 15th field of its line; the second may hold spaces. */
function ticksOf(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
