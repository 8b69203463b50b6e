import type { FailoverStage, StageRecord } from '@redoubt/contracts';
import { type Clock, type TaskFunction, type TaskScope, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Announcer } from '../adapters/announcer.ts';
import type { RegionStateTable } from '../adapters/region-state-table.ts';
import { keepClaim } from './keep-claim.ts';

export interface StageDependencies {
  readonly announcer: Pick<Announcer, 'tell'>;
  readonly state: Pick<RegionStateTable, 'change'>;
  readonly clock: Clock;
  readonly workerMs: number;
}

interface Stage<Schema extends z.ZodType, Result extends { readonly text: string }> {
  readonly stage: FailoverStage;
  readonly input: Schema;
  readonly dependencies: StageDependencies;
  run(input: z.infer<Schema>, scope: TaskScope): Promise<Result>;
}

/** A stage's result in the execution; what is true since lies in the region state. */
type StageResult<Result> = Omit<Result, 'text'> & { readonly record: StageRecord };

/** Work of an epoch that this region has begun. */
const BegunStage = z.object({ recovery: z.object({ epoch: z.number() }), execution: z.string() });

/** Makes the function of a stage: timed, recorded, announced. */
export function stageHandler<Schema extends z.ZodType, Result extends { readonly text: string }>({
  stage,
  input,
  dependencies,
  run,
}: Stage<Schema, Result>): TaskFunction<StageResult<Result>> {
  const { announcer, state, clock, workerMs } = dependencies;
  return taskHandler({
    input,
    handle: async (given, scope) => {
      const begun = BegunStage.safeParse(given).data;
      const work = begun === undefined ? undefined : { epoch: begun.recovery.epoch, execution: begun.execution };
      const startedAt = new Date(clock.nowMs()).toISOString();
      await using _claim = work === undefined ? undefined : keepClaim({ state, clock, workerMs }, work);
      const { text, ...facts } = await run(given, scope);
      const record = { stage, startedAt, endedAt: new Date(clock.nowMs()).toISOString(), text };
      scope.logger.info('stage ended', { ...record });
      // Neither a table nor a topic that gives no answer may stop a failover that goes on.
      const warn = (message: string) => (error: unknown) => scope.logger.warn(message, error as Error);
      const announced = announcer
        .tell({ subject: `Failover: ${stage}`, text: `${record.endedAt} ${stage}: ${text}` })
        .catch(warn('stage could not be announced'));
      if (work !== undefined) {
        await state.change({ kind: 'record', epoch: work.epoch, record }).catch(warn('stage could not be recorded'));
      }
      await announced;
      return { ...facts, record };
    },
  });
}
