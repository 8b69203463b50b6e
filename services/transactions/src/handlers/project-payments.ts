import { OutboxRelayed } from '@redoubt/contracts';
import { queueHandler } from '@redoubt/lambda-kit';
import { readModelOfEnvironment } from '../adapters/function-ports.ts';
import { changeOf, paymentEventTypes } from '../domain/payment-change.ts';

/** A batch is ten messages, and each is one write. */
const parallelMax = 10;

const readModel = readModelOfEnvironment();

/**
 * Copies what payments' events say into the read model.
 *
 * Does not ask who is active: what was announced on this region's bus is true of its epoch, and a newer epoch's changes
 * count before it.
 */
export const handler = queueHandler({
  events: [...paymentEventTypes, OutboxRelayed],
  parallelMax,
  async handle(event, { metrics, logger }) {
    if (event.type === 'OutboxRelayed') return readModel.completeUpTo(event.data.upTo, event.originregion);
    await readModel.add(changeOf(event));
    if (event.type !== 'PaymentShortfallBooked') return;
    // Here and not where it is booked: recoveries and sweeps book them, and all their events come by.
    metrics.addMetric('BookedShortfalls', 'Count', 1);
    const { paymentId, operation, shortfallMinor, currency } = event.data;
    logger.error('shortfall booked against suspense', { paymentId, operation, shortfallMinor, currency });
  },
});
