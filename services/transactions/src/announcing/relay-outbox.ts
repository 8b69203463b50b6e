import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import { outboxRelayed } from '../domain/outbox-relayed.ts';
import type { Announcer } from './announcer.ts';
import { announcedMax, committersMs, drainOutbox } from './drain-outbox.ts';

export interface RelayOutboxDependencies {
  readonly ledger: Pick<Ledger, 'outbox'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
}

/**
 * Publishes the events left in the outbox, then announces up to when it is complete. Returns the number published.
 *
 * `OutboxRelayed` takes the way of all events into the read model: where they are stuck, it is too, and the read model's age
 * grows. A transaction that runs longer than `committersMs` may commit behind it.
 *
 * @throws FaultError `bus_unreachable` or `writer_unreachable`
 */
export async function relayOutbox(
  { ledger, announcer, publisher }: RelayOutboxDependencies,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<number> {
  const announced = await drainOutbox(ledger, announcer);
  if (announced < announcedMax)
    await publisher.publish([outboxRelayed({ upToMs: nowMs - committersMs, epoch, region })]);
  return announced;
}
