import { type EndpointPaused, type EventOf, eventOf, NotificationDelivered } from '@redoubt/contracts';
import type { Messenger } from './channels/messenger.ts';
import type { DeliveryLog, DeliveryMode } from './delivery-log.ts';
import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import type { Channel } from './domain/channel.ts';
import { messageOf, messagesPerDayMax } from './domain/channel-message.ts';
import { type Delivery, deliveryOf } from './domain/delivery.ts';
import { type Endpoint, signingVersions } from './domain/endpoint.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import { isChannel, type Recipient } from './domain/recipient.ts';
import { nextTryAt } from './domain/retry-schedule.ts';
import { webhookBodyOf } from './domain/webhook-body.ts';
import { type JudgeEndpointDependencies, judgeEndpoint } from './judge-endpoint.ts';
import type { LaneStore } from './lanes/lane-store.ts';
import { signingKeysOf, signWebhook } from './sign-webhook.ts';

export interface DeliverToEndpointDependencies extends JudgeEndpointDependencies {
  readonly log: DeliveryLog;
  readonly lanes: Pick<LaneStore, 'wake'>;
  /** The key that endpoint secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
  readonly send: (
    url: string,
    message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ) => Promise<AttemptOutcome>;
  /** Sends to people. Absent where functions may not: what is for a channel waits in its lane for the function that may. */
  readonly messenger?: Messenger | undefined;
  readonly publisher: {
    publish(events: readonly EventOf<typeof NotificationDelivered | typeof EndpointPaused>[]): Promise<void>;
  };
  readonly now: () => Date;
  /** From 0 up to 1, without 1. */
  readonly random: () => number;
}

export type DeliveryResult =
  | { readonly kind: 'confirmed'; readonly attempts: number; readonly deliveredAt: string; readonly text?: string }
  /** `gone` ends the endpoint. `deliveredAt` is of an earlier attempt. */
  | {
      readonly kind: 'unconfirmed' | 'gone';
      readonly attempts: number;
      readonly deliveredAt?: string | undefined;
      readonly text: string;
      readonly retryAfterMs?: number | undefined;
    }
  /** It waits in the lane of its endpoint, or its schedule has ended: nothing was sent. */
  | { readonly kind: 'waiting' | 'failed' }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/**
 * Delivers an event to one endpoint or channel, under the one delivery id of the two. What is not confirmed goes into the lane; so
 * does, without an attempt, the first delivery to an endpoint that is known to fail, and each to a channel: whoever calls waits for no
 * dead receiver twice, and one function alone writes to people.
 *
 * A delivery that the log knows as delivered is announced again even if it is not sent again: the crash that brought the
 * event back may have come between the two, and after a failover the surviving bus has not seen the announcement.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function deliverToEndpoint(
  event: PaymentEvent,
  endpoint: Recipient,
  { mode, dependencies }: { readonly mode: DeliveryMode; readonly dependencies: DeliverToEndpointDependencies },
): Promise<DeliveryResult> {
  const { log, lanes, now, report } = dependencies;
  const delivery = deliveryOf(event, endpoint);
  const startedAt = now();
  if (mode === 'first' && isChannel(endpoint)) {
    const when = { at: startedAt, now: startedAt, restarts: false };
    await log.enqueue(delivery, when);
    // Also when it was there before: whoever put it there may have died before it woke the lane.
    await lanes.wake(endpoint, when);
    return { kind: 'waiting' };
  }
  if (mode === 'first' && endpoint.failingSince !== undefined) {
    const when = { at: startedAt, now: startedAt, restarts: false };
    if (await log.enqueue(delivery, when)) {
      await lanes.wake(endpoint, when);
      return { kind: 'waiting' };
    }
  }
  const claim = await log.claim(delivery, mode, startedAt);
  switch (claim.kind) {
    case 'busy':
    case 'failed':
      return claim;
    case 'waiting':
      // Whoever put it there may have died before it woke the lane.
      if (mode === 'first') await lanes.wake(endpoint, { at: new Date(claim.nextAttemptAt), now: startedAt });
      return { kind: 'waiting' };
    case 'delivered':
      await announce(event, { delivery, ...claim }, dependencies);
      return { ...claim, kind: 'confirmed' };
    case 'claimed':
  }
  const { attempts, tries } = claim;
  const outcome = isChannel(endpoint)
    ? await tell(event, endpoint, delivery, dependencies)
    : await attempt(event, endpoint, delivery, dependencies);
  const { paymentId, endpointId } = delivery;
  report(isChannel(endpoint) ? 'message sent' : 'webhook sent', {
    paymentId,
    endpointId,
    attempts,
    outcome: outcome.text,
  });
  const endedAt = now();
  const retryAfterMs = outcome.kind === 'unconfirmed' ? outcome.retryAfterMs : undefined;
  const next =
    outcome.kind === 'unconfirmed'
      ? nextTryAt({ tries, now: endedAt, retryAfterMs, random: dependencies.random() })
      : undefined;
  const { deliveredAt } = await log.settle(delivery, {
    attempts,
    outcome,
    startedAt,
    now: endedAt,
    next: mode === 'asked' && outcome.kind === 'unconfirmed' ? 'as_before' : next,
  });
  if (mode === 'first' && next !== undefined) {
    const notBefore = retryAfterMs === undefined ? undefined : new Date(endedAt.getTime() + retryAfterMs);
    await lanes.wake(endpoint, { at: next, now: endedAt, notBefore });
  }
  await judgeEndpoint(endpoint, { outcome, event, now: endedAt }, dependencies);
  if (outcome.kind === 'withheld') return { kind: 'failed' };
  if (outcome.kind !== 'confirmed') {
    return { kind: outcome.kind, attempts, deliveredAt, text: outcome.text, retryAfterMs };
  }
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
  const sentAt = now();
  const keys = signingKeysOf(await webhookKey(), endpoint.endpointId, signingVersions(endpoint, sentAt));
  const trace = event.traceparent === undefined ? {} : { traceparent: event.traceparent };
  const headers = { ...signWebhook({ webhookId: deliveryId, body, sentAt }, keys), ...trace };
  return send(endpoint.url, { headers, body });
}

/** Counted before it is sent: a day's bound holds also for what gets no answer. */
async function tell(
  event: PaymentEvent,
  channel: Channel,
  { deliveryId }: Delivery,
  { messenger, now }: DeliverToEndpointDependencies,
): Promise<AttemptOutcome> {
  if (messenger === undefined) throw new Error(`channel ${channel.endpointId} is sent to by its lane alone`);
  const messagesMax = messagesPerDayMax[channel.kind];
  const number = await messenger.days.countMessage(channel, { now: now(), messagesMax });
  if (number === undefined) return { kind: 'withheld', text: `not sent: ${messagesMax} messages were sent today` };
  return messenger.sendMessage(channel, { ...messageOf(event, channel, { number }), deliveryId });
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
