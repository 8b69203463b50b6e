import { OutboxRelayed } from '@redoubt/contracts';
import { queueHandler } from '@redoubt/lambda-kit';
import { changeOf, paymentEventTypes } from '../domain/payment-change.ts';
import { wireReadModel } from '../wiring.ts';

/** A batch is ten messages, and each is one write. */
const parallelMax = 10;

const readModel = wireReadModel();

/**
 * Copies payments' events into the read model, in both regions: an event is true of its epoch, and readers prefer the newest
 * epoch.
 */
export const handler = queueHandler({
  events: [...paymentEventTypes, OutboxRelayed],
  parallelMax,
  async handle(event, { metrics, logger }) {
    if (event.type === 'OutboxRelayed') return readModel.completeUpTo(event.data.upTo, event.originregion);
    await readModel.add(changeOf(event));
    if (event.type !== 'PaymentShortfallBooked') return;
    // Counted here because recoveries and sweeps book shortfalls, and the events of both come by.
    metrics.addMetric('BookedShortfalls', 'Count', 1);
    const { paymentId, operation, shortfallMinor, currency } = event.data;
    logger.error('shortfall booked against suspense', { paymentId, operation, shortfallMinor, currency });
  },
});
