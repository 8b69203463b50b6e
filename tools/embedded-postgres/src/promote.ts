import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withConnection } from './connect.ts';
import { giveToServer } from './data-folder.ts';
import { PostgresError } from './postgres-error.ts';
import type { Server } from './server.ts';

const promotionTimeoutMs = 30_000;
const pollMs = 5;

/**
 * Makes a standby take writes, with what it has received so far; resolves when it does. Does nothing to a writer.
 *
 * Signals as `pg_ctl promote` does: `pg_promote()` looks for the result only every 100 ms.
 *
 * @throws PostgresError `promotion_failed`
 */
export async function promote(server: Server, superuser: string): Promise<void> {
  try {
    await withConnection(server.url(superuser, 'postgres'), async (client) => {
      const isStandby = async () => {
        const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
        return rows[0]?.standby !== false;
      };
      if (!(await isStandby())) return;
      const order = join(server.dataDir, 'promote');
      writeFileSync(order, '');
      giveToServer(order);
      server.signalPromotion();
      const deadline = Date.now() + promotionTimeoutMs;
      while (await isStandby()) {
        if (Date.now() > deadline) throw new Error(`still a standby after ${promotionTimeoutMs} ms`);
        await pause(pollMs);
      }
    });
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
