import type { HttpFunction } from '@redoubt/lambda-kit';
import { type ApiUnderTest, aDoorkeeper, ask, withOwnKey } from '@redoubt/lambda-kit/http-contract';
import { type RouteName, routes } from '../../src/api.ts';
import { codeHashOf } from '../../src/channels/code-hash.ts';
import { deliverEvent } from '../../src/deliver-event.ts';
import type { EndedAttempt } from '../../src/delivery-log.ts';
import type { Channel } from '../../src/domain/channel.ts';
import type { Delivery, DeliveryRecord, PaymentPlace } from '../../src/domain/delivery.ts';
import type { Endpoint, SecretRoll } from '../../src/domain/endpoint.ts';
import type { PaymentEvent } from '../../src/domain/payment-event.ts';
import type { EndpointPlace } from '../../src/endpoint-store.ts';
import { activeView } from './handler-environment.ts';
import { aCapture, paymentId } from './payment-events.ts';

const { changeEndpointRoute } = await import('../../src/routes/change-endpoint.ts');
const { changeChannelRoute } = await import('../../src/routes/change-channel.ts');
const { getChannel } = await import('../../src/routes/get-channel.ts');
const { getChannels } = await import('../../src/routes/get-channels.ts');
const { postChannel } = await import('../../src/routes/post-channel.ts');
const { postChannelCode } = await import('../../src/routes/post-channel-code.ts');
const { postChannelConfirmation } = await import('../../src/routes/post-channel-confirmation.ts');
const { getEndpoint } = await import('../../src/routes/get-endpoint.ts');
const { getEndpoints } = await import('../../src/routes/get-endpoints.ts');
const { getEndpointEvents } = await import('../../src/routes/get-endpoint-events.ts');
const { postRecovery } = await import('../../src/routes/post-recovery.ts');
const { postEndpointTest } = await import('../../src/routes/post-endpoint-test.ts');
const { postSecret } = await import('../../src/routes/post-secret.ts');
const { getDeliveries } = await import('../../src/routes/get-deliveries.ts');
const { postEndpoint } = await import('../../src/routes/post-endpoint.ts');
const { postRetry } = await import('../../src/routes/post-retry.ts');
const { postSpecifiedNotification } = await import('../../src/routes/post-specified-notification.ts');

const knownEndpointId = `we_${'b'.repeat(32)}`;
const knownChannelId = `nc_${'c'.repeat(32)}`;
/** A channel whose address nobody has confirmed: a code is sent to no other. */
const newChannelId = `nc_${'d'.repeat(32)}`;
/** The code of the channel; any other is refused. */
export const knownCode = '01234567';

/** A merchant with one endpoint and one delivered webhook, in memory. */
function fakes() {
  const endpoints: Endpoint[] = [];
  const channels: Channel[] = [];
  const events: PaymentEvent[] = [];
  const deliveries = new Map<string, DeliveryRecord>();
  const announced: unknown[] = [];
  const sent: unknown[] = [];
  let changes = 0;
  const isCounted = (): boolean => {
    changes += 1;
    return true;
  };
  const recordOf = (delivery: Delivery): DeliveryRecord =>
    deliveries.get(delivery.deliveryId) ?? { ...delivery, status: 'sending', attempts: 0, log: [] };
  const dependencies = {
    endpoints: {
      async add(endpoint: Endpoint) {
        const known = endpoints.find(({ endpointId }) => endpointId === endpoint.endpointId);
        if (known === undefined) endpoints.push(endpoint);
        return { isNew: known === undefined, stored: known ?? endpoint };
      },
      ofId: async ({ endpointId, merchantId }: EndpointPlace) =>
        endpoints.find((it) => it.endpointId === endpointId && it.merchantId === merchantId),
      page: async (merchantId: string) => {
        return { endpoints: endpoints.filter((it) => it.merchantId === merchantId), hasMore: false };
      },
      // Changes are counted and have no effect: later requests find the endpoint as it was.
      change: async ({ endpointId }: EndpointPlace) => {
        isCounted();
        return endpoints.find((it) => it.endpointId === endpointId);
      },
      resume: async () => isCounted(),
      remove: async () => void isCounted(),
      addRoll: async (known: Endpoint, roll: SecretRoll) => {
        endpoints.splice(endpoints.indexOf(known), 1, { ...known, rolls: [...(known.rolls ?? []), roll] });
        return isCounted();
      },
      markFailing: () => Promise.resolve(),
      markWell: () => Promise.resolve(),
      pause: async () => isCounted(),
      ofMerchant: async (merchantId: string) => endpoints.filter((endpoint) => endpoint.merchantId === merchantId),
    },
    events: {
      keep: async (event: PaymentEvent) => void events.push(event),
      markDelivered: () => Promise.resolve(),
      ofId: async ({ merchantId, paymentId: id }: PaymentPlace, eventId: string) =>
        events.find((it) => it.data.merchantId === merchantId && it.subject === id && it.id === eventId),
      heardBy: async (merchantId: string) => {
        return { events: events.filter(({ data }) => data.merchantId === merchantId), hasMore: false };
      },
      lastOf: async ({ merchantId, paymentId: id }: PaymentPlace) =>
        events.findLast(({ subject, data }) => subject === id && data.merchantId === merchantId),
    },
    deliveries: {
      // A payment has few here: all of them are one page.
      ofPayment: async ({ merchantId, paymentId: id }: PaymentPlace) => {
        const found = [...deliveries.values()].filter((it) => it.paymentId === id && it.merchantId === merchantId);
        return { deliveries: found, hasMore: false };
      },
      ofId: async ({ merchantId }: PaymentPlace, id: string) => {
        const found = deliveries.get(id);
        return found?.merchantId === merchantId ? found : undefined;
      },
      // Nothing is known of it, so that a recovery finds it missed.
      recordOf: () => Promise.resolve(undefined),
    },
    log: {
      async claim(delivery: Delivery) {
        const { attempts, ...known } = recordOf(delivery);
        deliveries.set(delivery.deliveryId, { ...known, attempts: attempts + 1 });
        return { kind: 'claimed', attempts: attempts + 1, tries: 1 } as const;
      },
      enqueue: () => Promise.resolve(true),
      async settle(delivery: Delivery, { outcome: { text }, now }: EndedAttempt) {
        const deliveredAt = recordOf(delivery).deliveredAt ?? now.toISOString();
        const settled = { ...recordOf(delivery), status: 'delivered', lastOutcome: text, deliveredAt } as const;
        deliveries.set(delivery.deliveryId, settled);
        return { deliveredAt };
      },
    },
    channels: {
      async add(channel: Channel) {
        const known = channels.find(({ endpointId }) => endpointId === channel.endpointId);
        if (known === undefined) channels.push(channel);
        return { isNew: known === undefined, stored: known ?? channel };
      },
      all: async (merchantId: string) => channels.filter((it) => it.merchantId === merchantId),
      ofId: async ({ endpointId, merchantId }: EndpointPlace) =>
        channels.find((it) => it.endpointId === endpointId && it.merchantId === merchantId),
      // Changes are counted and have no effect, as those of endpoints.
      changeEvents: async () => isCounted(),
      pause: async () => isCounted(),
      resume: async () => isCounted(),
      remove: async () => void isCounted(),
    },
    codes: {
      countCode: () => Promise.resolve(true),
      askForCode: async () => isCounted(),
      // A try counts, and a wrong one is refused.
      takeTry: async ({ endpointId }: EndpointPlace) => codeHashOf('platform-key', { endpointId, code: knownCode }),
      confirm: async () => isCounted(),
    },
    webhookKey: () => Promise.resolve('platform-key'),
    localOrigins: [],
    async send(url: string, message: object) {
      sent.push({ url, ...message });
      return { kind: 'confirmed', text: 'status 204' } as const;
    },
    publisher: { publish: async (events: readonly unknown[]) => void announced.push(...events) },
    region: 'us-east-1',
    lanes: { wake: async () => void isCounted() },
    newId: () => `00000000-0000-4000-8000-${String(sent.length).padStart(12, '0')}`,
    random: () => 0,
    now: () => new Date(),
    report: () => {},
  };
  return {
    dependencies,
    stored: () => [endpoints, channels, events, [...deliveries.values()], announced, sent],
    counted: () =>
      [
        endpoints.length,
        channels.length,
        events.length,
        deliveries.size,
        announced.length,
        sent.length,
        changes,
      ].join(),
  };
}

/** Every route of the service over fakes in memory, in the active region. */
export async function anApi(of: string = paymentId): Promise<ApiUnderTest<RouteName>> {
  const { dependencies, stored, counted } = fakes();
  const lease = { current: () => Promise.resolve(activeView) };
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'post-endpoint': postEndpoint({ ...dependencies, lease, keys: aDoorkeeper }),
    'get-endpoints': getEndpoints({ ...dependencies, keys: aDoorkeeper }),
    'get-endpoint': getEndpoint({ ...dependencies, keys: aDoorkeeper }),
    'change-endpoint': changeEndpointRoute({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-secret': postSecret({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-endpoint-test': postEndpointTest({ ...dependencies, lease, keys: aDoorkeeper }),
    'get-endpoint-events': getEndpointEvents({ ...dependencies, keys: aDoorkeeper }),
    'post-recovery': postRecovery({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-channel': postChannel({ ...dependencies, lease, keys: aDoorkeeper }),
    'get-channels': getChannels({ ...dependencies, keys: aDoorkeeper }),
    'get-channel': getChannel({ ...dependencies, keys: aDoorkeeper }),
    'change-channel': changeChannelRoute({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-channel-code': postChannelCode({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-channel-confirmation': postChannelConfirmation({ ...dependencies, lease, keys: aDoorkeeper }),
    'get-deliveries': getDeliveries({ ...dependencies, keys: aDoorkeeper }),
    'post-retry': postRetry({ ...dependencies, lease, keys: aDoorkeeper }),
    'post-specified-notification': postSpecifiedNotification({ ...dependencies, lease, keys: aDoorkeeper }),
  };
  await dependencies.endpoints.add({
    endpointId: knownEndpointId,
    merchantId: 'acme',
    url: 'https://shop.example/hooks',
    createdAt: '2030-01-31T11:00:00.000Z',
  });
  const createdAt = '2030-01-31T11:00:00.000Z';
  const channel = { merchantId: 'acme', kind: 'email', address: 'books@shop.example', createdAt } as const;
  await dependencies.channels.add({ ...channel, endpointId: knownChannelId, confirmedAt: createdAt });
  await dependencies.channels.add({ ...channel, endpointId: newChannelId });
  const event = aCapture({ subject: of });
  await deliverEvent({ ...event, data: { ...event.data, paymentId: of } }, dependencies);
  const [delivery] = (await dependencies.deliveries.ofPayment({ merchantId: 'acme', paymentId: of })).deliveries;
  if (delivery === undefined) throw new Error('the first webhook must be delivered');
  return {
    send: (name, { headers, ...request }) =>
      ask(
        functions[name],
        withOwnKey(routes[name], { ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } }),
      ),
    pathOf: async (name) => ({ id: idFor(name) ?? delivery.deliveryId }),
    // A refusal is kept nowhere here.
    written: async () => ({ facts: counted(), answers: 0 }),
    sinks: async () => JSON.stringify(stored()),
  };
}

function idFor(name: RouteName): string | undefined {
  if (name === 'post-channel-code') return newChannelId;
  if (name.includes('channel')) return knownChannelId;
  return /endpoint|secret|recovery/.test(name) ? knownEndpointId : undefined;
}
