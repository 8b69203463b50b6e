import type { FailoverStage, StageRecord } from '@redoubt/contracts';
import { type TaskFunction, type TaskScope, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import type { Announcer } from '../adapters/announcer.ts';
import { systemClock } from '../clock.ts';

/**
 * A call that does nothing but start the function. The standby's watcher rehearses every stage, so that a failover finds
 * them running, and so that a stage that can't even start is known before it is needed.
 */
export const Rehearsal = z.strictObject({ rehearsal: z.literal(true) });

interface Stage<Schema extends z.ZodType, Result extends { readonly text: string }> {
  readonly stage: FailoverStage;
  readonly input: Schema;
  readonly announcer: Pick<Announcer, 'tell'>;
  run(input: z.infer<Schema>, scope: TaskScope): Promise<Result>;
}

/** A stage's entry in the execution: its result, and when it was done. */
type StageResult<Result> = Omit<Result, 'text'> & { readonly record: StageRecord };

/** Makes the function of a stage: timed, announced, and safe to rehearse. */
export function stageHandler<Schema extends z.ZodType, Result extends { readonly text: string }>({
  stage,
  input,
  announcer,
  run,
}: Stage<Schema, Result>): TaskFunction<StageResult<Result> | { readonly rehearsed: FailoverStage }> {
  return taskHandler({
    input: z.union([Rehearsal, input]),
    handle: async (given, scope) => {
      if (Rehearsal.safeParse(given).success) return { rehearsed: stage };
      const startedAt = textOf(systemClock.nowMs());
      // The union's other member is what the schema gives; a generic schema hides that from the compiler.
      const { text, ...facts } = await run(given as z.infer<Schema>, scope);
      const record = { stage, startedAt, endedAt: textOf(systemClock.nowMs()), text };
      scope.logger.info('stage ended', { ...record });
      // People are told as well as can be: a failover must not stop because a topic does not answer.
      await announcer
        .tell({ subject: `Failover: ${stage}`, text: `${record.endedAt} ${stage}: ${text}` })
        .catch((error: unknown) => scope.logger.warn('stage could not be announced', error as Error));
      return { ...facts, record };
    },
  });
}

function textOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
