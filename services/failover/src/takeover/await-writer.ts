import type { RecoveryRequest } from '@redoubt/contracts';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { Clock } from '../clock.ts';
import { FailoverError } from '../failover-error.ts';
import { pollUntil } from '../poll-until.ts';
import { advance } from './advance.ts';

/**
 * Waits until this region's cluster is the writer.
 *
 * @throws FailoverError `writer_not_ready` after `limitMs`; the state machine asks again
 */
export async function awaitWriter(
  waiting: {
    readonly database: Pick<GlobalDatabase, 'ownCluster'>;
    readonly state: Pick<RegionStateTable, 'change'>;
    readonly clock: Clock;
    readonly limitMs: number;
  },
  { epoch }: RecoveryRequest,
): Promise<string> {
  const { database, state } = waiting;
  const isWriter = await pollUntil(waiting, async () => ((await database.ownCluster()).isWriter ? true : undefined));
  if (isWriter === undefined) {
    throw new FailoverError('writer_not_ready', `the cluster is no writer after ${waiting.limitMs} ms`);
  }
  await advance(state, { kind: 'become_writer', epoch });
  return 'the cluster takes writes';
}
