import { readEnvironment, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { systemClock } from '../clock.ts';
import { seedRegionState } from '../seed-region-state.ts';
import { regionStateTable } from '../wiring.ts';

const { PRIMARY_REGION: primaryRegion } = readEnvironment(z.object({ PRIMARY_REGION: z.string().min(1) }), process.env);
const { state: table } = regionStateTable();

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, { logger }) => {
    const onRetry = (error: unknown) => logger.warn('region state could not be seeded yet', error as Error);
    const outcome = await seedRegionState({ table, primaryRegion, clock: systemClock, onRetry });
    logger.info('region state is there', { outcome });
    return { outcome };
  },
});
