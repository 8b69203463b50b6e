import type { EventPublisher } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import { outboxRelayed } from '../domain/outbox-relayed.ts';
import type { Announcer } from './announcer.ts';
import { ageMsMin, announcedMax, drainOutbox } from './drain-outbox.ts';

export interface RelayOutboxDependencies {
  readonly ledger: Pick<Ledger, 'outbox'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  readonly publisher: Pick<EventPublisher, 'publish'>;
}

/**
 * Publishes what was left in the outbox, and then says up to when everything is announced; answers how many events were left.
 *
 * This goes the way that events go, over bus and queue into the read model: if they are stuck anywhere, it is as well, and what
 * the read model shows grows old. A statement that runs longer than entries are left to their committers commits behind it.
 *
 * @throws FaultError `bus_unreachable` or `writer_unreachable`
 */
export async function relayOutbox(
  { ledger, announcer, publisher }: RelayOutboxDependencies,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<number> {
  const announced = await drainOutbox(ledger, announcer);
  if (announced < announcedMax) await publisher.publish([outboxRelayed({ upToMs: nowMs - ageMsMin, epoch, region })]);
  return announced;
}
