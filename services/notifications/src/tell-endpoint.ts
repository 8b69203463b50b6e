import { type EventOf, eventOf, NotificationDelivered } from '@redoubt/contracts';
import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import { type Delivery, deliveryOf } from './domain/delivery.ts';
import type { Endpoint } from './domain/endpoint.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import { webhookBodyOf } from './domain/webhook-body.ts';
import { endpointSecretOf } from './endpoint-secret.ts';
import { signWebhook } from './sign-webhook.ts';

/** `once` leaves alone what the receiver has confirmed before; `again` sends it all the same, under the same id. */
export type Wish = 'once' | 'again';

/** What the delivery log says to a worker that wants to send. */
export type Claim =
  | { readonly kind: 'claimed'; readonly attempts: number }
  /** The receiver has confirmed before, here or, as far as it was replicated, in the other region. */
  | { readonly kind: 'delivered'; readonly attempts: number; readonly deliveredAt: string }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/** What was sent to whom, and what became of it: the inbox of this service, one entry for each event and endpoint. */
export interface DeliveryLog {
  claim(delivery: Delivery, wish: Wish, now: Date): Promise<Claim>;
  /** Answers since when the delivery is confirmed: since its first confirmation. */
  settle(
    delivery: Delivery,
    outcome: AttemptOutcome,
    now: Date,
  ): Promise<{ readonly deliveredAt?: string | undefined }>;
}

export interface TellingDesk {
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

/** What became of telling one endpoint. */
export type Telling =
  | { readonly kind: 'confirmed'; readonly attempts: number; readonly deliveredAt: string; readonly text?: string }
  /** `deliveredAt` is of an earlier attempt. */
  | {
      readonly kind: 'unconfirmed';
      readonly attempts: number;
      readonly deliveredAt?: string | undefined;
      readonly text: string;
    }
  /** Another worker is telling it right now. */
  | { readonly kind: 'busy' };

/**
 * Tells one endpoint of an event, under the one webhook id of the two.
 *
 * A delivery that the log knows as delivered is announced again even if it is not sent again: the crash that brought the
 * event back may have come between the two, and after a failover the surviving bus has not seen the announcement.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function tellEndpoint(
  event: PaymentEvent,
  endpoint: Endpoint,
  { wish, desk }: { readonly wish: Wish; readonly desk: TellingDesk },
): Promise<Telling> {
  const delivery = deliveryOf(event, endpoint);
  const claim = await desk.log.claim(delivery, wish, desk.now());
  if (claim.kind === 'busy') return claim;
  if (claim.kind === 'delivered') {
    await announce(event, { delivery, ...claim }, desk);
    return { ...claim, kind: 'confirmed' };
  }
  const { attempts } = claim;
  const outcome = await attempt(event, endpoint, delivery, desk);
  const { paymentId, endpointId } = delivery;
  desk.report('webhook sent', { paymentId, endpointId, attempts, outcome: outcome.text });
  const { deliveredAt } = await desk.log.settle(delivery, outcome, desk.now());
  if (outcome.kind === 'unconfirmed') return { kind: 'unconfirmed', attempts, deliveredAt, text: outcome.text };
  if (deliveredAt === undefined) throw new Error(`delivery ${delivery.deliveryId} was confirmed and is not logged so`);
  await announce(event, { delivery, attempts, deliveredAt }, desk);
  return { kind: 'confirmed', attempts, deliveredAt, text: outcome.text };
}

async function attempt(
  event: PaymentEvent,
  endpoint: Endpoint,
  { deliveryId }: Delivery,
  { webhookKey, send, now }: TellingDesk,
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
  { publisher, region }: TellingDesk,
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
