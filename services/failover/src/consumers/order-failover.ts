import { OrderFailoverRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { orderFailover } from '../ordering/order-failover.ts';
import { wireOrdering } from '../wiring.ts';

const dependencies = wireOrdering();

/** Called by a person, in the region that is to take over. Who may call it, IAM says. */
export const handler = taskHandler({
  input: OrderFailoverRequest,
  handle: async (request, { logger }) => {
    const answer = await orderFailover(dependencies, request);
    const { outcome, kind, epoch, obstacles } = answer;
    logger.warn('failover ordered by a person', { ...request, outcome, order: kind, epoch, obstacles });
    return answer;
  },
});
