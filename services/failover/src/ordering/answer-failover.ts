import type { AnsweredFailover, AnswerFailoverRequest } from '@redoubt/contracts';
import type { Clock } from '@redoubt/lambda-kit';
import type { Announcer } from '../adapters/announcer.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';

export interface AnswerFailoverDependencies {
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly announcer: Pick<Announcer, 'tell'>;
  readonly clock: Clock;
  onUnannounced(error: unknown): void;
}

/**
 * Keeps a person's answer to the question whether a failover may begin. The watcher of the region in question acts on it; any
 * region can take it.
 */
export async function answerFailover(
  { state, announcer, clock, onUnannounced }: AnswerFailoverDependencies,
  { epoch, decision, by, reason }: AnswerFailoverRequest,
): Promise<AnsweredFailover> {
  const word = { by, reason, at: new Date(clock.nowMs()).toISOString() };
  const kind = decision === 'approved' ? 'approve' : 'reject';
  const result = await state.change({ kind, epoch: epoch - 1, word });
  if (result.outcome === 'refused') return { outcome: 'refused', reason: result.reason };
  const toRegion = result.state.question?.toRegion ?? result.state.activeRegion;
  await announcer
    .tell({ subject: `Failover ${decision}: epoch ${epoch}`, text: `${word.at} ${decision} by ${by}: ${reason}` })
    .catch(onUnannounced);
  return { outcome: 'answered', toRegion };
}
