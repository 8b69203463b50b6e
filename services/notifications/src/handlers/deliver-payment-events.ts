import { queueHandler } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { type DeliveryDesk, deliverEvent } from '../deliver-event.ts';
import { paymentEventTypes } from '../domain/payment-event.ts';

/** A batch is ten messages; none waits for another merchant's slow receiver. */
const parallelMax = 10;

const desk: Omit<DeliveryDesk, 'report'> = {
  ...fromEnvironment.tellingDesk(),
  endpoints: fromEnvironment.endpoints(),
  events: fromEnvironment.events(),
};

/**
 * Tells merchants what became of their payments.
 *
 * Does not ask who is active: what is in this region's queue was announced on this region's bus, and telling a merchant a
 * true thing twice, under one id, is better than not telling it while regions change.
 */
export const handler = queueHandler({
  events: paymentEventTypes,
  parallelMax,
  handle: (event, { logger }) => deliverEvent(event, { ...desk, report: (text, facts) => logger.info(text, facts) }),
});
