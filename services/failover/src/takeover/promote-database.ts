import type { RecoveryRequest } from '@redoubt/contracts';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { FailoverError } from '../failover-error.ts';
import { advance } from './advance.ts';

/**
 * Asks Aurora to make this region's cluster the writer, accepting that it loses what was not replicated: the journal has it.
 *
 * @throws FailoverError `database_unreachable` when Aurora neither does it nor is at it; a retry looks again
 */
export async function promoteDatabase(
  {
    database,
    state,
  }: {
    readonly database: Pick<GlobalDatabase, 'ownCluster' | 'promoteOwnCluster'>;
    readonly state: Pick<RegionStateTable, 'change'>;
  },
  { epoch }: RecoveryRequest,
): Promise<string> {
  const before = await database.ownCluster();
  if (before.isWriter) return 'the cluster is the writer already';
  if (before.isBeingPromoted) return 'the cluster is being promoted already';
  await advance(state, { kind: 'ask_promotion', epoch });
  if ((await database.promoteOwnCluster()) === 'requested') return 'promotion is requested';
  const after = await database.ownCluster();
  if (after.isWriter || after.isBeingPromoted) return 'the cluster is being promoted by an earlier request';
  throw new FailoverError('database_unreachable', 'the global database is in a state that refuses the promotion');
}
