import { PaymentAccepted } from '@redoubt/contracts';
import { FaultError, queueHandler, RegionLease } from '@redoubt/lambda-kit';
import {
  ledgerOfEnvironment,
  processClock,
  publisherOfEnvironment,
  regionOfEnvironment,
} from '../adapters/function-ports.ts';
import { Announcer } from '../announcer.ts';
import { applyCommand } from '../apply-command.ts';
import { BatchedLedger } from '../batched-ledger.ts';

/** How long a payment waits for the ledger to take writes: longer than a promotion, shorter than the function's 180 s. */
const waitMsMax = 150_000;

const lease = RegionLease.ofEnvironment(process.env);
const ledger = ledgerOfEnvironment();
const batched = new BatchedLedger(ledger);
const announcer = new Announcer({ ledger, publisher: publisherOfEnvironment(), region: regionOfEnvironment() });

export const handler = queueHandler({
  events: PaymentAccepted,
  parallelMax: 10,
  async handle(event, { logger }) {
    const ports = { ledger: batched, lease, clock: processClock };
    const consumption = await applyCommand(event.data, ports, processClock.nowMs() + waitMsMax);
    const facts = { paymentId: event.subject, ...consumption, events: undefined };
    logger.info('payment consumed', facts);
    if (consumption.outcome !== 'applied') return;
    await announcer.announce(consumption.events).catch((error: unknown) => {
      // The payment is booked and its event is in the outbox: the relay announces it. The message is done.
      if (!(error instanceof FaultError)) throw error;
      logger.warn('event left to the relay', { paymentId: event.subject, code: error.code });
    });
  },
});
