import { type EventOf, eventOf, NotificationDelivered } from '@redoubt/contracts';
import { FaultError, inParallel } from '@redoubt/lambda-kit';
import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import { type Delivery, deliveryOf } from './domain/delivery.ts';
import { type Endpoint, wants } from './domain/endpoint.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import { webhookBodyOf } from './domain/webhook-body.ts';
import { endpointSecretOf } from './endpoint-secret.ts';
import type { EventStore } from './event-store.ts';
import type { EndpointStore } from './register-endpoint.ts';
import { signWebhook } from './sign-webhook.ts';

/** Endpoints of one merchant that are told at a time. */
const endpointsParallelMax = 10;

/** What the delivery log says to a worker that wants to send. */
export type Claim =
  | { readonly kind: 'claimed'; readonly attempts: number }
  /** The receiver has confirmed before, here or, as far as it was replicated, in the other region. */
  | { readonly kind: 'delivered'; readonly attempts: number; readonly deliveredAt: string }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/** What was sent to whom, and what became of it: the inbox of this service, one entry for each event and endpoint. */
export interface DeliveryLog {
  claim(delivery: Delivery, now: Date): Promise<Claim>;
  settle(delivery: Delivery, outcome: AttemptOutcome, now: Date): Promise<void>;
}

export interface DeliveryDesk {
  readonly endpoints: Pick<EndpointStore, 'ofMerchant'>;
  readonly events: Pick<EventStore, 'keep'>;
  readonly log: DeliveryLog;
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

/**
 * Tells every endpoint of the merchant that wants it of an event: one webhook id for each event and endpoint, at least one attempt.
 *
 * A delivery that the log knows as delivered is not sent again, only announced again: the crash that brought the event
 * back may have come between the two, and after a failover the surviving bus has not seen the announcement.
 *
 * @throws FaultError `delivery_failed` while an endpoint has not confirmed: the queue brings the event back
 */
export async function deliverEvent(event: PaymentEvent, desk: DeliveryDesk): Promise<void> {
  await desk.events.keep(event, desk.now());
  const all = await desk.endpoints.ofMerchant(event.data.merchantId);
  const endpoints = all.filter((endpoint) => wants(endpoint, webhookTypes[event.type]));
  const confirmed = await inParallel(endpoints, endpointsParallelMax, (endpoint) => deliver(event, endpoint, desk));
  const open = confirmed.filter((isConfirmed) => !isConfirmed).length;
  if (open > 0) throw new FaultError('delivery_failed', `${open} of ${endpoints.length} endpoints have not confirmed`);
}

async function deliver(event: PaymentEvent, endpoint: Endpoint, desk: DeliveryDesk): Promise<boolean> {
  const delivery = deliveryOf(event, endpoint);
  const claim = await desk.log.claim(delivery, desk.now());
  switch (claim.kind) {
    case 'busy':
      return false;
    case 'delivered':
      await announce(event, { delivery, ...claim }, desk);
      return true;
    case 'claimed': {
      const outcome = await attempt(event, endpoint, delivery, desk);
      const { paymentId, endpointId } = delivery;
      desk.report('webhook sent', { paymentId, endpointId, attempts: claim.attempts, outcome: outcome.text });
      const now = desk.now();
      await desk.log.settle(delivery, outcome, now);
      if (outcome.kind === 'unconfirmed') return false;
      await announce(event, { delivery, attempts: claim.attempts, deliveredAt: now.toISOString() }, desk);
      return true;
    }
  }
}

async function attempt(
  event: PaymentEvent,
  endpoint: Endpoint,
  { deliveryId }: Delivery,
  { webhookKey, send, now }: DeliveryDesk,
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
  { publisher, region }: DeliveryDesk,
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
