import { type EventOf, eventOf, NotificationDelivered } from '@redoubt/contracts';
import type { DeliveryLog, DeliveryMode } from './delivery-log.ts';
import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import { type Delivery, deliveryOf } from './domain/delivery.ts';
import type { Endpoint } from './domain/endpoint.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import { webhookBodyOf } from './domain/webhook-body.ts';
import { endpointSecretOf } from './endpoint-secret.ts';
import type { EndpointStore } from './endpoint-store.ts';
import { signWebhook } from './sign-webhook.ts';

export interface DeliverToEndpointDependencies {
  readonly log: DeliveryLog;
  readonly endpoints: Pick<EndpointStore, 'disable'>;
  /** The key that endpoint secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
  readonly send: (
    url: string,
    message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ) => Promise<AttemptOutcome>;
  readonly publisher: { publish(events: readonly EventOf<typeof NotificationDelivered>[]): Promise<void> };
  readonly region: string;
  readonly now: () => Date;
  readonly report: (text: string, facts: Readonly<Record<string, unknown>>) => void;
}

export type DeliveryResult =
  | { readonly kind: 'confirmed'; readonly attempts: number; readonly deliveredAt: string; readonly text?: string }
  /** `gone` ends the endpoint. `deliveredAt` is of an earlier attempt. */
  | {
      readonly kind: 'unconfirmed' | 'gone';
      readonly attempts: number;
      readonly deliveredAt?: string | undefined;
      readonly text: string;
    }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/**
 * Delivers an event to one endpoint, under the one webhook id of the two. An endpoint that answers 410 gets nothing any more.
 *
 * A delivery that the log knows as delivered is announced again even if it is not sent again: the crash that brought the
 * event back may have come between the two, and after a failover the surviving bus has not seen the announcement.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function deliverToEndpoint(
  event: PaymentEvent,
  endpoint: Endpoint,
  { mode, dependencies }: { readonly mode: DeliveryMode; readonly dependencies: DeliverToEndpointDependencies },
): Promise<DeliveryResult> {
  const delivery = deliveryOf(event, endpoint);
  const claim = await dependencies.log.claim(delivery, mode, dependencies.now());
  if (claim.kind === 'busy') return claim;
  if (claim.kind === 'delivered') {
    await announce(event, { delivery, ...claim }, dependencies);
    return { ...claim, kind: 'confirmed' };
  }
  const { attempts } = claim;
  const outcome = await attempt(event, endpoint, delivery, dependencies);
  const { paymentId, endpointId } = delivery;
  dependencies.report('webhook sent', { paymentId, endpointId, attempts, outcome: outcome.text });
  const { deliveredAt } = await dependencies.log.settle(delivery, outcome, dependencies.now());
  if (outcome.kind === 'gone') {
    await dependencies.endpoints.disable(endpoint, dependencies.now());
    dependencies.report('endpoint disabled', { endpointId, outcome: outcome.text });
  }
  if (outcome.kind !== 'confirmed') return { kind: outcome.kind, attempts, deliveredAt, text: outcome.text };
  if (deliveredAt === undefined) throw new Error(`delivery ${delivery.deliveryId} was confirmed and is not logged so`);
  await announce(event, { delivery, attempts, deliveredAt }, dependencies);
  return { kind: 'confirmed', attempts, deliveredAt, text: outcome.text };
}

async function attempt(
  event: PaymentEvent,
  endpoint: Endpoint,
  { deliveryId }: Delivery,
  { webhookKey, send, now }: DeliverToEndpointDependencies,
): Promise<AttemptOutcome> {
  const body = webhookBodyOf(event);
  const secret = endpointSecretOf(await webhookKey(), endpoint.endpointId);
  const trace = event.traceparent === undefined ? {} : { traceparent: event.traceparent };
  const headers = { ...signWebhook({ webhookId: deliveryId, body, sentAt: now() }, secret), ...trace };
  return send(endpoint.url, { headers, body });
}

interface Delivered {
  readonly delivery: Delivery;
  readonly attempts: number;
  readonly deliveredAt: string;
}

async function announce(
  event: PaymentEvent,
  { delivery, attempts, deliveredAt }: Delivered,
  { publisher, region }: DeliverToEndpointDependencies,
): Promise<void> {
  const { deliveryId, endpointId, eventId, paymentId, merchantId } = delivery;
  const occurrence = {
    subject: deliveryId,
    aggregateVersion: 1,
    time: deliveredAt,
    correlationId: event.correlationid,
    causationId: event.id,
    traceparent: event.traceparent,
    epoch: event.epoch,
    originRegion: region,
  };
  await publisher.publish([
    eventOf(NotificationDelivered, occurrence, { paymentId, merchantId, endpointId, eventId, attempts }),
  ]);
}
