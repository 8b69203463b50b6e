import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnvironment, sdkClientConfig, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { FailoverMachine } from '../adapters/failover-machine.ts';
import { StageRehearsal } from '../adapters/stage-rehearsal.ts';
import { systemClock } from '../clock.ts';
import { everyInterval } from '../watching/every-interval.ts';
import { loopDurationMs } from '../watching/loop-duration.ts';
import { resumeFailover } from '../watching/resume-failover.ts';
import { tellStep } from '../watching/tell-step.ts';
import { blankMemory, watchRegion } from '../watching/watch-region.ts';
import { lookout, regionStateTable } from '../wiring.ts';

const Environment = z.object({
  PEER_REGION: z.string().min(1),
  STATE_MACHINE_ARN: z.string().min(1),
  STAGE_FUNCTIONS: z.string().transform((names) => names.split(',')),
  DRILLS: z.enum(['heeded', 'ignored']),
});
const environment = readEnvironment(Environment, process.env);
const { region, state, records } = regionStateTable();
const { eyes, policy, intervalMs } = lookout();
const machine = new FailoverMachine(new SFNClient(sdkClientConfig()), environment.STATE_MACHINE_ARN);
const rehearsal = new StageRehearsal(new LambdaClient(sdkClientConfig()), environment.STAGE_FUNCTIONS);
const drills = environment.DRILLS === 'heeded' ? records : undefined;

/** Outlives an invocation: a function that stays warm goes on where the last loop ended. */
let memory = blankMemory;

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, scope) => {
    const { logger } = scope;
    const attempt = await resumeFailover({ region, peerRegion: environment.PEER_REGION, state, records, machine });
    if (attempt !== undefined) logger.warn('stopped failover is taken up again', { attempt });
    let rehearsing: Promise<void> | undefined;
    const loop = {
      intervalMs,
      durationMs: loopDurationMs(scope.remainingMs()),
      clock: systemClock,
      onFailure: (error: unknown) => logger.warn('look failed', error as Error),
    };
    const { ticks, failures, lastError } = await everyInterval(loop, async () => {
      const watched = await watchRegion({ region, policy, state, eyes, machine, drills }, memory);
      memory = watched.memory;
      tellStep(scope, watched.step);
      if (watched.step.kind !== 'watched') return;
      // Once a loop, and beside it: rehearsing must not slow the looking.
      rehearsing ??= rehearsal.rehearseAll((name, error) => {
        scope.metrics.addMetric('FailedRehearsals', 'Count', 1);
        logger.error('stage can not be rehearsed', { functionName: name, error: error as Error });
      });
    });
    await rehearsing;
    if (failures === ticks) throw new Error(`none of ${ticks} looks succeeded`, { cause: lastError });
    return { ticks, failures };
  },
});
