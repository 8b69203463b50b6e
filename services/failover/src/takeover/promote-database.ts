import type { RecoveryRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { GlobalDatabase } from '../adapters/global-database.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { OwnDatabase } from '../domain/promotability.ts';
import { FailoverError } from '../failover-error.ts';
import { pollUntil } from '../poll-until.ts';
import { advance } from './advance.ts';

/**
 * Pause before a promotion that came to nothing is asked for again, in milliseconds: meanwhile the epoch is fenced and says
 * why, and the old writer can take the work back.
 */
const againMs = 10_000;

/** How long a promotion may take to show after it was asked for, in milliseconds. */
const showsMs = 3_000;

export interface PromoteDatabaseDependencies {
  readonly database: Pick<GlobalDatabase, 'own' | 'promoteOwnCluster'>;
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly clock: Clock;
  readonly limitMs: number;
}

/**
 * Makes this region's cluster the writer, accepting that it loses what was not replicated: the journal has it.
 *
 * Asks again when a promotion came to nothing. Before each request the region state says that promotion is asked for, and
 * while the database can't be promoted it says why: only a fenced epoch can be handed back.
 *
 * @throws FailoverError `writer_not_ready` after `limitMs`; the state machine calls again
 */
export async function promoteDatabase(
  promoting: PromoteDatabaseDependencies,
  { epoch }: RecoveryRequest,
): Promise<string> {
  const { database, state, clock, limitMs } = promoting;
  let obstacle: string | undefined;
  let askedAtMs: number | undefined;
  const isWriter = await pollUntil(promoting, async () => {
    const own = await database.own();
    if (own.role === 'writer' && own.isAvailable) return true;
    if (own.isInTransition) return undefined;
    const sinceAskedMs = askedAtMs === undefined ? undefined : clock.nowMs() - askedAtMs;
    const isPending = sinceAskedMs !== undefined && sinceAskedMs < againMs;
    if (isPending && sinceAskedMs < showsMs) return undefined;
    const found = obstacleIn(own) ?? (isPending ? 'promotion_came_to_nothing' : undefined);
    if (found !== undefined) {
      if (found !== obstacle) await advance(state, { kind: 'withdraw_promotion', epoch, obstacle: found });
      obstacle = found;
      return undefined;
    }
    obstacle = undefined;
    await advance(state, { kind: 'ask_promotion', epoch });
    askedAtMs = clock.nowMs();
    if ((await database.promoteOwnCluster()) === 'refused') askedAtMs = undefined;
    return undefined;
  });
  if (isWriter === undefined) {
    throw new FailoverError(
      'writer_not_ready',
      `the cluster is no writer after ${limitMs} ms: ${obstacle ?? 'promoting'}`,
    );
  }
  await advance(state, { kind: 'become_writer', epoch });
  return 'the cluster takes writes';
}

function obstacleIn({ role, isAvailable }: OwnDatabase): string | undefined {
  if (role === 'none') return 'no_replica_here';
  return isAvailable ? undefined : 'database_unavailable';
}
