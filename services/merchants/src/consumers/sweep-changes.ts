import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { sweepChanges } from '../sweep-changes.ts';
import { wireChanging, wireMerchants } from '../wiring.ts';

/** Time kept back for one more page, in milliseconds. */
const reserveMs = 15_000;

const changing = wireChanging();
const list = wireMerchants();

/** Finishes changes that broke off, in the active region alone. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const { isActive } = await changing.lease.current();
    if (!isActive) return { swept: false };
    const isTimeLeft = () => remainingMs() > reserveMs;
    const { faults, ...sweep } = await sweepChanges(new Date(processClock.nowMs()), { ...changing, list, isTimeLeft });
    metrics.addMetric('UnfinishedChanges', 'Count', faults.length);
    for (const fault of faults) logger.warn('a change could not be finished', { error: fault as Error });
    if (sweep.finished > 0 || !sweep.isComplete) logger.info('changes finished', { ...sweep });
    return { swept: true, ...sweep };
  },
});
