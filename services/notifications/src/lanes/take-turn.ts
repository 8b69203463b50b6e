import { inParallel } from '@redoubt/lambda-kit';
import { type DeliverToEndpointDependencies, type DeliveryResult, deliverToEndpoint } from '../deliver-to-endpoint.ts';
import type { DeliveryMode, WaitingDeliveries } from '../delivery-log.ts';
import { type Channel, isSentTo, wantsCode } from '../domain/channel.ts';
import type { DeliveryRecord } from '../domain/delivery.ts';
import { isChannel, type Recipient } from '../domain/recipient.ts';
import { laneRestMs } from '../domain/retry-schedule.ts';
import type { EventStore } from '../event-store.ts';
import type { RecipientStore } from '../recipient-store.ts';
import { restUntil } from './lane-rest.ts';
import type { Lane, LaneStore } from './lane-store.ts';

/** Webhooks that are sent to one endpoint at a time, once it has confirmed one. */
const sentParallelMax = 10;

/** Deliveries that a turn reads at a time. */
const pageMax = 50;

export interface TakeTurnDependencies extends DeliverToEndpointDependencies {
  readonly lanes: Pick<LaneStore, 'wake' | 'rest'>;
  readonly waiting: WaitingDeliveries;
  readonly endpoints: DeliverToEndpointDependencies['endpoints'] & Pick<RecipientStore, 'ofId'>;
  readonly events: Pick<EventStore, 'ofId'>;
  readonly isTimeLeft: () => boolean;
  /** Sends the code that a channel's address is confirmed by; returns whether nothing is left to do. */
  readonly sendCode: (channel: Channel) => Promise<boolean>;
}

/** Pause before a code that was not accepted is tried to be sent again, in milliseconds. */
const codeRestMs = 5_000;

/** How a turn ended; `done` when nothing is due any more. */
type End =
  | { readonly kind: 'done' }
  | { readonly kind: 'time_over' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'unconfirmed'; readonly retryAfterMs: number | undefined };

/**
 * One turn of a lane: sends what is due to its endpoint or channel, until one is not confirmed. A channel gets its code first.
 *
 * An endpoint that has failed is asked by a single webhook first. Once it confirms, everything that waits for it is sent, also
 * what is not due yet: a merchant whose receiver is back need not wait for a schedule that is a day long. Each delivery is brought
 * forward once, so that one that its receiver never takes keeps to its schedule.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`: the lane stays due
 */
export async function takeTurn(lane: Lane, dependencies: TakeTurnDependencies): Promise<void> {
  const { lanes, endpoints, waiting, now } = dependencies;
  if (lane.notBefore !== undefined && Date.parse(lane.notBefore) > now().getTime()) {
    return lanes.rest(lane, { until: new Date(lane.notBefore) });
  }
  const endpoint = await endpoints.ofId(lane);
  if (endpoint !== undefined && isChannel(endpoint) && wantsCode(endpoint)) {
    const isDone = await dependencies.sendCode(endpoint);
    if (!isDone) return lanes.rest(lane, { until: new Date(now().getTime() + codeRestMs) });
  }
  // Resuming the endpoint, or confirming the channel, wakes the lane.
  if (endpoint === undefined || endpoint.paused !== undefined) return lanes.rest(lane, { until: undefined });
  if (isChannel(endpoint) && !isSentTo(endpoint)) return lanes.rest(lane, { until: undefined });
  const end = await sendDue(endpoint, dependencies);
  switch (end.kind) {
    case 'paused':
      return lanes.rest(lane, { until: undefined });
    case 'time_over':
      // More is due: the next worker goes on.
      return;
    case 'done':
    case 'unconfirmed': {
      const [first] = await waiting.waitingFor(lane.endpointId, { upTo: undefined, pageMax: 1 });
      const endedAt = now();
      const notBefore = end.kind === 'done' ? undefined : leftAloneUntil(endpoint, endedAt, end.retryAfterMs);
      await lanes.rest(lane, {
        until: restUntil(lane, { now: endedAt, notBefore, firstDueAt: first?.nextAttemptAt }),
        notBefore,
      });
    }
  }
}

async function sendDue(endpoint: Recipient, dependencies: TakeTurnDependencies): Promise<End> {
  const { waiting, now, isTimeLeft } = dependencies;
  // Known by what it last did, in this turn too.
  let known = endpoint;
  let mode: DeliveryMode = 'scheduled';
  const passed = new Set<string>();
  for (;;) {
    if (!isTimeLeft()) return { kind: 'time_over' };
    const upTo = mode === 'early' ? undefined : now();
    const page = await waiting.waitingFor(endpoint.endpointId, {
      upTo,
      pageMax: known.failingSince === undefined ? pageMax : 1,
    });
    // The index may lag behind: what this turn has seen is not asked for again.
    const fresh = page.filter(({ deliveryId }) => !passed.has(deliveryId));
    if (fresh.length === 0) return { kind: 'done' };
    for (const { deliveryId } of fresh) passed.add(deliveryId);
    const results = await inParallel(fresh, sentParallelMax, (record) => send(record, known, mode, dependencies));
    if (results.some(({ kind }) => kind === 'gone')) return { kind: 'paused' };
    const asked = results.flatMap((result) => (result.kind === 'unconfirmed' ? [result.retryAfterMs ?? 0] : []));
    if (asked.length > 0) return { kind: 'unconfirmed', retryAfterMs: Math.max(...asked) };
    if (known.failingSince !== undefined && results.some(({ kind }) => kind === 'confirmed')) {
      known = { ...endpoint, failingSince: undefined };
      mode = 'early';
    }
  }
}

function leftAloneUntil({ failingSince }: Recipient, now: Date, retryAfterMs = 0): Date {
  return new Date(now.getTime() + Math.max(laneRestMs(failingSince ?? now.toISOString(), now), retryAfterMs));
}

async function send(
  delivery: DeliveryRecord,
  endpoint: Recipient,
  mode: DeliveryMode,
  dependencies: TakeTurnDependencies,
): Promise<DeliveryResult> {
  const event = await dependencies.events.ofId(delivery, delivery.eventId);
  if (event !== undefined) return deliverToEndpoint(event, endpoint, { mode, dependencies });
  // Kept for 90 days, as deliveries are: without it there is nothing to send.
  const [now, outcome] = [
    dependencies.now(),
    { kind: 'unconfirmed', text: 'the event is not kept any more, or can not be read' } as const,
  ];
  await dependencies.log.settle(delivery, {
    attempts: delivery.attempts,
    outcome,
    startedAt: now,
    now,
    next: undefined,
  });
  return { kind: 'failed' };
}
