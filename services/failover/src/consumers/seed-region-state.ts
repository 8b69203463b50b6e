import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { seedRegionState } from '../seed-region-state.ts';
import { wirePrimaryRegion, wireState } from '../wiring.ts';

const table = wireState();
const primaryRegion = wirePrimaryRegion();

export const handler = taskHandler({
  input: z.unknown(),
  handle: async (_, { logger }) => {
    const onRetry = (error: unknown) => logger.warn('region state could not be seeded yet', error as Error);
    const outcome = await seedRegionState({ table, primaryRegion, clock: processClock, onRetry });
    logger.info('region state is there', { outcome });
    return { outcome };
  },
});
