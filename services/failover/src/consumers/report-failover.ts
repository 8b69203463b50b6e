import { taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { FailoverOrder } from '../domain/failover-order.ts';
import { Progress } from '../domain/stage-outcomes.ts';
import { reportFailover } from '../takeover/report-failover.ts';
import { Rehearsal } from '../takeover/stage-handler.ts';
import { announcer, regionStateTable } from '../wiring.ts';

const { records } = regionStateTable();
const people = announcer();

export const handler = taskHandler({
  input: z.union([Rehearsal, z.object({ order: FailoverOrder, execution: z.string().min(1), progress: Progress })]),
  handle: async (run, { logger }) => {
    if ('rehearsal' in run) return { rehearsed: 'report-failover' };
    const { pk, outcome, achieved } = await reportFailover({ records, announcer: people }, run);
    logger.info('failover reported', { pk, outcome, ...achieved });
    return { pk, outcome, achieved };
  },
});
