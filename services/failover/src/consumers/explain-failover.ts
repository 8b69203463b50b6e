import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { explainFailover } from '../ordering/explain-failover.ts';
import { wireExplaining } from '../wiring.ts';

const dependencies = wireExplaining();

export const handler = taskHandler({
  input: z.unknown(),
  handle: () => explainFailover(dependencies),
});
