import { queueHandler } from '@redoubt/lambda-kit';
import { type DeliverEventDependencies, deliverEvent } from '../deliver-event.ts';
import { paymentEventTypes } from '../domain/payment-event.ts';
import { wireEvents, wireSender } from '../wiring.ts';

/** A batch is ten messages; none waits for another merchant's slow receiver. */
const parallelMax = 10;

const dependencies: Omit<DeliverEventDependencies, 'report'> = {
  ...wireSender(),
  events: wireEvents(),
};

/**
 * Sends webhooks about payment events.
 *
 * Runs in the standby too: an event in this region's queue was announced on this region's bus, and a true webhook sent
 * twice, under one id, is better than none while regions change.
 */
export const handler = queueHandler({
  events: paymentEventTypes,
  parallelMax,
  handle: (event, { logger }) =>
    deliverEvent(event, { ...dependencies, report: (text, facts) => logger.info(text, facts) }),
});
