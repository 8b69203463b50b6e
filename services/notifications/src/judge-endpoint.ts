import { EndpointPaused, type EventOf, eventOf } from '@redoubt/contracts';
import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import type { PauseReason } from './domain/endpoint.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import type { Recipient } from './domain/recipient.ts';
import { isGivenUp } from './domain/retry-schedule.ts';
import type { RecipientStore } from './recipient-store.ts';

export interface JudgeEndpointDependencies {
  readonly endpoints: Pick<RecipientStore, 'markFailing' | 'markWell' | 'pause'>;
  readonly publisher: { publish(events: readonly EventOf<typeof EndpointPaused>[]): Promise<void> };
  readonly region: string;
  readonly report: (text: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Draws the conclusions from an attempt: an endpoint begins to fail, is well again, or is paused, because its receiver answered
 * 410 or nothing has succeeded for five days. Its owner is told by an event.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function judgeEndpoint(
  endpoint: Recipient,
  { outcome, event, now }: { readonly outcome: AttemptOutcome; readonly event: PaymentEvent; readonly now: Date },
  dependencies: JudgeEndpointDependencies,
): Promise<void> {
  const { endpoints } = dependencies;
  switch (outcome.kind) {
    case 'confirmed':
      if (endpoint.failingSince !== undefined) await endpoints.markWell(endpoint);
      return;
    case 'withheld':
      return;
    case 'gone':
      return pause(endpoint, { reason: 'gone', event, now }, dependencies);
    case 'unconfirmed':
      if (isGivenUp(endpoint.failingSince, now))
        return pause(endpoint, { reason: 'failing', event, now }, dependencies);
      if (endpoint.failingSince === undefined) await endpoints.markFailing(endpoint, now);
  }
}

async function pause(
  { endpointId, merchantId, failingSince }: Recipient,
  { reason, event, now }: { readonly reason: PauseReason; readonly event: PaymentEvent; readonly now: Date },
  { endpoints, publisher, region, report }: JudgeEndpointDependencies,
): Promise<void> {
  // Told before it is done: a crash in between tells it again, and the reverse order could never tell it.
  const occurrence = {
    subject: endpointId,
    aggregateVersion: Math.floor(Date.parse(failingSince ?? event.time) / 1000),
    time: now.toISOString(),
    correlationId: event.correlationid,
    // Workers that come to the same conclusion at once tell the same fact.
    causationId: reason === 'failing' ? `${endpointId} failing since ${failingSince}` : event.id,
    epoch: event.epoch,
    originRegion: region,
  };
  const facts = { merchantId, endpointId, reason, ...(failingSince === undefined ? {} : { failingSince }) };
  await publisher.publish([eventOf(EndpointPaused, occurrence, facts)]);
  await endpoints.pause({ endpointId, merchantId }, { reason, now });
  report('endpoint paused', { endpointId, reason });
}
