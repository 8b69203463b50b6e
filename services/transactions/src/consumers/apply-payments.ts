import { PaymentAccepted } from '@redoubt/contracts';
import { processClock, queueHandler } from '@redoubt/lambda-kit';
import { announceNow } from '../announcing/announce-now.ts';
import { applyCommand } from '../booking/apply-command.ts';
import { BatchedLedger } from '../booking/batched-ledger.ts';
import { wireAnnouncer, wireLease, wireLedger } from '../wiring.ts';

/** How long a payment waits for the ledger to take writes: longer than a promotion, shorter than the function's 180 s. */
const waitMsMax = 150_000;

const ledger = wireLedger();
const announcer = wireAnnouncer(ledger);
const dependencies = { ledger: new BatchedLedger(ledger), lease: wireLease(), clock: processClock };

export const handler = queueHandler({
  events: PaymentAccepted,
  parallelMax: 10,
  async handle(event, { logger }) {
    const paymentId = event.subject;
    const consumption = await applyCommand(event.data, dependencies, processClock.nowMs() + waitMsMax);
    logger.info('payment consumed', { paymentId, ...consumption, events: undefined });
    if (consumption.outcome === 'applied') await announceNow(consumption.events, announcer, { logger, paymentId });
  },
});
