import type { RegionState } from '@redoubt/contracts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import type { TakeoverEvent } from '../domain/takeover.ts';
import { FailoverError } from '../failover-error.ts';

/**
 * Records progress of the takeover.
 *
 * @throws FailoverError `epoch_moved` when the region state does not allow it any more
 */
export async function advance(state: Pick<RegionStateTable, 'change'>, event: TakeoverEvent): Promise<RegionState> {
  const result = await state.change(event);
  if (result.outcome !== 'refused') return result.state;
  throw new FailoverError('epoch_moved', `${event.kind} is refused: ${result.reason}`);
}
