import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { quickAnswerMsMax, withConnection } from './connect.ts';
import { giveToServer } from './data-folder.ts';
import { PostgresError } from './postgres-error.ts';
import type { Server } from './server.ts';

const pollMs = 5;

/**
 * Makes a standby take writes, with what it has received so far; resolves when it does. Does nothing to a writer.
 *
 * Signals as `pg_ctl promote` does: `pg_promote()` looks for the result only every 100 ms. An order can't be recalled: once it
 * is given, only the server's end is a failure. A caller who took a slow promotion for a failed one would make two writers.
 *
 * @throws PostgresError `promotion_failed`
 */
export async function promote(server: Server, superuser: string): Promise<void> {
  const url = server.url(superuser, 'postgres');
  try {
    const quick = { answerMsMax: quickAnswerMsMax };
    if (!(await withConnection(url, isStandby, quick))) return;
    order(server);
    while (!(await withConnection(url, becomesWriter, quick).catch(() => false))) {
      if (server.hasEnded) throw new Error('the server ended meanwhile');
      await pause(pollMs);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PostgresError(
      'promotion_failed',
      `can't promote ${server.dataDir}: ${reason}; see ${server.dataDir}.log`,
      {
        cause: error,
      },
    );
  }
}

async function isStandby(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  return rows[0]?.standby !== false;
}

async function becomesWriter(client: Client): Promise<true> {
  while (await isStandby(client)) await pause(pollMs);
  return true;
}

function order(server: Server): void {
  // Named last: the server looks for it whenever a child of its own signals, takes it and removes it.
  const file = join(server.dataDir, 'promote');
  const unnamed = `${file}.order`;
  writeFileSync(unnamed, '');
  giveToServer(unnamed);
  renameSync(unnamed, file);
  server.signalPromotion();
}
