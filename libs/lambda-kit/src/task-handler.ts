import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { z } from 'zod';
import { FaultError } from './fault-error.ts';
import { observe } from './observability.ts';
import { orRehearse, type Rehearsed } from './rehearsal/rehearsal.ts';

export interface TaskScope {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Milliseconds until Lambda ends this invocation; a loop stops well before. */
  remainingMs(): number;
}

export interface Task<Schema extends z.ZodType, Result> {
  readonly input: Schema;
  handle(input: z.infer<Schema>, scope: TaskScope): Promise<Result>;
}

/** A function that a state machine, a schedule or a deployment invokes. */
export type TaskFunction<Result> = (input: unknown, context: Context) => Promise<Result>;

/**
 * Makes the function of a task. A rehearsal ends before the task begins.
 *
 * A fault leaves under its code as the error's name, because that is what `Retry` and `Catch` of a state machine match.
 *
 * @throws Error named `input_invalid` when the input does not match; another `FaultCode` for a fault
 */
export function taskHandler<Schema extends z.ZodType, Result>({
  input: schema,
  handle,
}: Task<Schema, Result>): TaskFunction<Result> {
  const { logger, metrics, middlewares } = observe();

  async function run(input: unknown, context: Context): Promise<Result> {
    try {
      const result = await handle(parse(schema, input), {
        logger,
        metrics,
        remainingMs: () => context.getRemainingTimeInMillis(),
      });
      metrics.addMetric('FinishedTasks', MetricUnit.Count, 1);
      return result;
    } catch (error) {
      metrics.addMetric('FailedTasks', MetricUnit.Count, 1);
      throw error instanceof FaultError ? namedByCode(error) : error;
    }
  }

  const observed = middy<unknown, Result | Rehearsed>().use([...middlewares]);
  const answer = orRehearse(run);
  return observed.handler((input, context) => answer(input, context as Context)) as unknown as TaskFunction<Result>;
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
  throw new FaultError('input_invalid', `the task's input does not match its schema: ${places}`);
}

function namedByCode(fault: FaultError): Error {
  const error = new Error(fault.message, { cause: fault });
  error.name = fault.code;
  return error;
}
