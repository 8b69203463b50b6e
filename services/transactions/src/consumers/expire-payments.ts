import { processClock, taskHandler } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { expirePayments } from '../changing/expire-payments.ts';
import { wireAnnouncer, wireLease, wireLedger } from '../wiring.ts';

const lease = wireLease();
const ledger = wireLedger();
const dependencies = { ledger, announcer: wireAnnouncer(ledger) };

export const handler = taskHandler({
  input: z.unknown(),
  async handle(_input, { logger }) {
    const { canBook, epoch, region } = await lease.current();
    if (!canBook) return { swept: false };
    const onFailed = (paymentId: string, error: unknown) =>
      void logger.error('payment not expired', { paymentId, error: error as Error });
    const expired = await expirePayments(
      { ...dependencies, onFailed },
      { epoch, originRegion: region },
      new Date(processClock.nowMs()),
    );
    if (expired > 0) logger.info('payments expired', { expired });
    return { swept: true, expired };
  },
});
