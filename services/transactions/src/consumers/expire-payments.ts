import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { expirePayments } from '../changing/expire-payments.ts';
import { wireAnnouncer, wireLease, wireLedger } from '../wiring.ts';

/** Time kept back for a statement, in milliseconds. */
const reserveMs = 10_000;

const lease = wireLease();
const ledger = wireLedger();
const dependencies = { ledger, announcer: wireAnnouncer(ledger) };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger, remainingMs }) {
    const { canBook, epoch, region } = await lease.current();
    if (!canBook) return { swept: false };
    const onFailed = (paymentId: string, error: unknown) =>
      void logger.error('payment not expired', { paymentId, error: error as Error });
    const expired = await expirePayments(
      { ...dependencies, onFailed },
      { epoch, originRegion: region },
      { now: () => new Date(processClock.nowMs()), isTimeLeft: () => remainingMs() > reserveMs },
    );
    if (expired > 0) logger.info('payments expired', { expired });
    return { swept: true, expired };
  },
});
