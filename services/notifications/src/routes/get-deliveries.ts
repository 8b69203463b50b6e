import { DeliveryListQuery } from '@redoubt/contracts';
import { type Doorkeeper, type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { DeliveryReader } from '../delivery-log.ts';
import { listDeliveries } from '../list-deliveries.ts';
import { wireDeliveries, wireKeys } from '../wiring.ts';

export interface GetDeliveriesDependencies {
  readonly deliveries: Pick<DeliveryReader, 'ofPayment'>;
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/deliveries?payment_id=`. Either region answers from its own copy of the log. */
export function getDeliveries({ deliveries, keys }: GetDeliveriesDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: DeliveryListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query }) {
      const page = await listDeliveries({ ...query, merchantId: principal.merchantId }, deliveries);
      return pageAnswer(page, `/notifications/v1/deliveries?payment_id=${query.payment_id}&limit=${query.limit}`);
    },
  });
}

export const handler = getDeliveries({ deliveries: wireDeliveries(), keys: wireKeys() });
