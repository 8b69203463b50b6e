import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { sweepSessions } from '../sweep-sessions.ts';
import { wireLease, wireSessions } from '../wiring.ts';

/** Time kept back for one more page, in milliseconds. */
const reserveMs = 15_000;

const lease = wireLease();
const sessions = wireSessions();

/** Deletes expired sessions, in the active region alone. */
export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, metrics, remainingMs }) {
    const { isActive } = await lease.current();
    if (!isActive) return { swept: false };
    const isTimeLeft = () => remainingMs() > reserveMs;
    const sweep = await sweepSessions(new Date(processClock.nowMs()), { sessions, isTimeLeft });
    metrics.addMetric('SweptSessions', 'Count', sweep.deleted);
    if (sweep.deleted > 0 || !sweep.isComplete) logger.info('sessions swept', { ...sweep });
    return { swept: true, ...sweep };
  },
});
