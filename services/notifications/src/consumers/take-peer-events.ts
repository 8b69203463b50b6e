import { queueHandler } from '@redoubt/lambda-kit';
import type { DeliverEventDependencies } from '../deliver-event.ts';
import { paymentEventTypes } from '../domain/payment-event.ts';
import { takePeerEvent } from '../take-peer-event.ts';
import { wireEvents, wireLease, wireSender } from '../wiring.ts';

/** A batch is ten messages; none waits for another merchant's slow receiver. */
const parallelMax = 10;

const lease = wireLease();
const dependencies: Omit<DeliverEventDependencies, 'report'> = {
  ...wireSender(),
  events: wireEvents(),
};

/** Keeps what the other region announces, so that it can be delivered here when that region is lost. */
export const handler = queueHandler({
  events: paymentEventTypes,
  parallelMax,
  async handle(event, { logger }) {
    const { isActive } = await lease.current();
    await takePeerEvent(event, { ...dependencies, isActive, report: (text, facts) => logger.info(text, facts) });
  },
});
