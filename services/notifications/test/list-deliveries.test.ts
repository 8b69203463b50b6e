import { DeliveryPage } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { type DeliveryRecord, deliveryOf, type PaymentPlace } from '../src/domain/delivery.ts';
import { webhookTypes } from '../src/domain/payment-event.ts';
import { listDeliveries } from '../src/list-deliveries.ts';
import { aCapture, oneOfEach, paymentId } from './support/payment-events.ts';

const endpointId = `we_${'b'.repeat(32)}`;

function logged(...records: DeliveryRecord[]) {
  return {
    ofPayment: async ({ paymentId: id }: PaymentPlace, { pageMax }: { readonly pageMax: number }) => {
      const found = records.filter((record) => record.paymentId === id);
      return { deliveries: found.slice(0, pageMax), hasMore: found.length > pageMax };
    },
  };
}

const query = { merchantId: 'acme', payment_id: paymentId, limit: 20, cursor: '' };

test.each(oneOfEach().map((event) => [event.type, event] as const))('shows a webhook about %s', async (type, event) => {
  const record = { ...deliveryOf(event, { endpointId }), status: 'delivered', attempts: 2, log: [] } as const;
  const deliveredAt = '2030-01-31T12:00:01.000Z';
  const list = await listDeliveries(query, logged({ ...record, lastOutcome: 'status 204', deliveredAt }));
  expect(DeliveryPage.parse(list).data).toMatchObject([
    {
      event_id: event.id,
      endpoint_id: endpointId,
      type: webhookTypes[type],
      version: event.aggregateversion,
      attempts: 2,
      delivered_at: deliveredAt,
    },
  ]);
});

test('leaves out what is not known yet', async () => {
  const record = { ...deliveryOf(aCapture(), { endpointId }), status: 'sending', attempts: 1, log: [] } as const;
  const [delivery] = (await listDeliveries(query, logged(record)))?.data ?? [];
  expect(Object.keys(delivery ?? {})).not.toContain('delivered_at');
});

test('gives an empty list for a payment without webhooks', async () => {
  expect(await listDeliveries(query, logged())).toEqual({ data: [], has_more: false, next_cursor: null });
});

test('gives no page for a cursor that is not one of the list', async () => {
  expect(await listDeliveries({ ...query, cursor: 'abc' }, logged())).toBeUndefined();
});
