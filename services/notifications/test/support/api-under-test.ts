import type { HttpFunction } from '@redoubt/lambda-kit';
import { type ApiUnderTest, ask } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { deliverEvent } from '../../src/deliver-event.ts';
import type { Delivery, DeliveryRecord } from '../../src/domain/delivery.ts';
import type { Endpoint } from '../../src/domain/endpoint.ts';
import type { PaymentEvent } from '../../src/domain/payment-event.ts';
import { activeView } from './handler-environment.ts';
import { aCapture, paymentId } from './payment-events.ts';

const { getDeliveries } = await import('../../src/routes/get-deliveries.ts');
const { postEndpoint } = await import('../../src/routes/post-endpoint.ts');
const { postRetry } = await import('../../src/routes/post-retry.ts');
const { postSpecifiedNotification } = await import('../../src/routes/post-specified-notification.ts');

/** A merchant with one endpoint and one delivered webhook, in memory. */
function fakes() {
  const endpoints: Endpoint[] = [];
  const events: PaymentEvent[] = [];
  const deliveries = new Map<string, DeliveryRecord>();
  const announced: unknown[] = [];
  const sent: unknown[] = [];
  const recordOf = (delivery: Delivery): DeliveryRecord =>
    deliveries.get(delivery.deliveryId) ?? { ...delivery, status: 'sending', attempts: 0 };
  const dependencies = {
    endpoints: {
      async add(endpoint: Endpoint) {
        const known = endpoints.find(({ endpointId }) => endpointId === endpoint.endpointId);
        if (known === undefined) endpoints.push(endpoint);
        return { isNew: known === undefined, stored: known ?? endpoint };
      },
      disable: () => Promise.resolve(),
      ofMerchant: async (merchantId: string) => endpoints.filter((endpoint) => endpoint.merchantId === merchantId),
    },
    events: {
      keep: async (event: PaymentEvent) => void events.push(event),
      markDelivered: () => Promise.resolve(),
      ofId: async (id: string, eventId: string) =>
        events.find(({ subject, id: known }) => subject === id && known === eventId),
      lastOf: async (id: string) => events.findLast(({ subject }) => subject === id),
    },
    deliveries: {
      // A payment has few here: all of them are one page.
      ofPayment: async (id: string) => {
        const found = [...deliveries.values()].filter((delivery) => delivery.paymentId === id);
        return { deliveries: found, hasMore: false };
      },
      ofId: async (_: string, id: string) => deliveries.get(id),
    },
    log: {
      async claim(delivery: Delivery) {
        const { attempts, ...known } = recordOf(delivery);
        deliveries.set(delivery.deliveryId, { ...known, attempts: attempts + 1 });
        return { kind: 'claimed', attempts: attempts + 1 } as const;
      },
      async settle(delivery: Delivery, { text }: { readonly text: string }, now: Date) {
        const deliveredAt = recordOf(delivery).deliveredAt ?? now.toISOString();
        const settled = { ...recordOf(delivery), status: 'delivered', lastOutcome: text, deliveredAt } as const;
        deliveries.set(delivery.deliveryId, settled);
        return { deliveredAt };
      },
    },
    webhookKey: () => Promise.resolve('platform-key'),
    localOrigins: [],
    async send(url: string, message: object) {
      sent.push({ url, ...message });
      return { kind: 'confirmed', text: 'status 204' } as const;
    },
    publisher: { publish: async (events: readonly unknown[]) => void announced.push(...events) },
    region: 'us-east-1',
    now: () => new Date(),
    report: () => {},
  };
  return {
    dependencies,
    stored: () => [endpoints, events, [...deliveries.values()], announced, sent],
    counted: () => [endpoints.length, events.length, deliveries.size, announced.length, sent.length].join(),
  };
}

/** Every route of the service over fakes in memory, in the active region. */
export async function anApi(of: string = paymentId): Promise<ApiUnderTest<RouteName>> {
  const { dependencies, stored, counted } = fakes();
  const lease = { current: () => Promise.resolve(activeView) };
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'post-endpoint': postEndpoint({ ...dependencies, lease }),
    'get-deliveries': getDeliveries(dependencies.deliveries),
    'post-retry': postRetry({ ...dependencies, lease }),
    'post-specified-notification': postSpecifiedNotification({ ...dependencies, lease }),
  };
  await dependencies.endpoints.add({
    endpointId: `we_${'b'.repeat(32)}`,
    merchantId: 'acme',
    url: 'https://shop.example/hooks',
    createdAt: '2030-01-31T11:00:00.000Z',
  });
  const event = aCapture({ subject: of });
  await deliverEvent({ ...event, data: { ...event.data, paymentId: of } }, dependencies);
  const [delivery] = (await dependencies.deliveries.ofPayment(of)).deliveries;
  if (delivery === undefined) throw new Error('the first webhook must be delivered');
  return {
    send: (name, { headers, ...request }) =>
      ask(functions[name], { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } }),
    pathOf: async () => ({ id: delivery.deliveryId }),
    // A refusal is kept nowhere here.
    written: async () => ({ facts: counted(), answers: 0 }),
    sinks: async () => JSON.stringify(stored()),
  };
}
