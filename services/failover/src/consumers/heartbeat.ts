import { readEnvironment, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { everyInterval } from '../watching/every-interval.ts';
import { loopDurationMs } from '../watching/loop-duration.ts';
import { renewHeartbeat } from '../watching/renew-heartbeat.ts';
import { regionStateTable } from '../wiring.ts';

const Environment = z.object({ SIGNAL_INTERVAL_MS: z.coerce.number().int().min(1) });
const { SIGNAL_INTERVAL_MS: intervalMs } = readEnvironment(Environment, process.env);
const { region, state, signs } = regionStateTable();

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, { logger, remainingMs }) => {
    const loop = {
      intervalMs,
      durationMs: loopDurationMs(remainingMs()),
      clock: systemClock,
      onFailure: (error: unknown) => logger.warn('heartbeat could not be renewed', error as Error),
    };
    const { ticks, failures, lastError } = await everyInterval(loop, async () => {
      await renewHeartbeat({ state, signs, region, clock: systemClock });
    });
    if (failures === ticks) throw new Error(`none of ${ticks} heartbeats could be renewed`, { cause: lastError });
    return { ticks, failures };
  },
});
