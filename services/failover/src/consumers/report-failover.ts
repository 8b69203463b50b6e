import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { FailoverOrder } from '../domain/failover-order.ts';
import { Progress } from '../domain/stage-outcomes.ts';
import { reportFailover } from '../takeover/report-failover.ts';
import { wireAnnouncer, wireDrills, wireRecords, wireState } from '../wiring.ts';

const dependencies = {
  state: wireState(),
  records: wireRecords(),
  announcer: wireAnnouncer(),
  isDrill: wireDrills() !== undefined,
};

export const handler = taskHandler({
  input: z.object({ order: FailoverOrder, execution: z.string().min(1), progress: Progress }),
  handle: async (run, { logger }) => {
    const report = await reportFailover(dependencies, run);
    logger.info('failover reported', { pk: report?.pk, outcome: report?.outcome, ...report?.achieved });
    return { pk: report?.pk, outcome: report?.outcome };
  },
});
