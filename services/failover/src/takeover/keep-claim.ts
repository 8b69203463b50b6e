import type { Clock } from '@redoubt/lambda-kit';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { spanFrom } from './worker-span.ts';

export interface KeepClaimDependencies {
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly clock: Clock;
  /** How long an execution that was heard of is taken to be alive, in milliseconds. */
  readonly workerMs: number;
}

/**
 * Says in the region state, until disposed of, that the execution is at work: nobody else resumes its takeover meanwhile.
 *
 * The stage before, or the beginning, has claimed the work for some time: the first renewal comes later, and a short stage needs
 * none. It guards against double work only: two executions of one epoch would do no harm. So a renewal that fails is left alone.
 */
export function keepClaim(
  { state, clock, workerMs }: KeepClaimDependencies,
  { epoch, execution }: { readonly epoch: number; readonly execution: string },
): AsyncDisposable {
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = renew();
  }, workerMs / 4);
  async function renew(): Promise<void> {
    await state
      .change({ kind: 'claim', epoch, execution, at: spanFrom(clock.nowMs(), workerMs) })
      .catch(() => undefined);
  }
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await last;
    },
  };
}
