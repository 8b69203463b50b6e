import { z } from 'zod';
import { readEnvironment } from '../read-environment.ts';
import { type TaskFunction, taskHandler } from '../task-handler.ts';
import { Rehearsals } from './rehearsals.ts';

/**
 * The function that keeps a service's other functions started: `REHEARSED_FUNCTIONS` names them, separated by commas.
 *
 * It fails when one of them can't start, after it has tried them all.
 */
export function rehearseFunctions(
  rehearsals: Pick<Rehearsals, 'rehearse'> = new Rehearsals(),
): TaskFunction<{ readonly started: number }> {
  const { REHEARSED_FUNCTIONS } = readEnvironment(z.object({ REHEARSED_FUNCTIONS: z.string().min(1) }), process.env);
  const functions = REHEARSED_FUNCTIONS.split(',');
  return taskHandler({
    input: z.unknown(),
    handle: async (_, { logger }) => {
      const failed: string[] = [];
      await rehearsals.rehearse(functions, (functionName, error) => {
        failed.push(functionName);
        logger.error('function can not be rehearsed', { functionName, error: error as Error });
      });
      if (failed.length > 0) throw new Error(`${failed.length} of ${functions.length} functions can not start`);
      return { started: functions.length };
    },
  });
}
