import type { EventPublisher, RegionLease } from '@redoubt/lambda-kit';
import type { Ledger } from '../adapters/ledger.ts';
import { outboxRelayed } from '../domain/outbox-relayed.ts';
import { type SurvivalEvidence, survivingEntries } from './announceable.ts';
import type { Announcer } from './announcer.ts';
import { committersMs, drainOutbox } from './drain-outbox.ts';

export interface RelayOutboxDependencies extends SurvivalEvidence {
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
 * @throws FaultError `bus_unreachable`, `writer_unreachable`, `journal_unreachable` or `region_state_unreachable`
 */
export async function relayOutbox(
  { ledger, announcer, publisher, ...evidence }: RelayOutboxDependencies,
  { epoch, region, nowMs }: { readonly epoch: number; readonly region: string; readonly nowMs: number },
): Promise<number> {
  const announceable = survivingEntries(evidence, nowMs);
  const { announced, isComplete, heldBackSince } = await drainOutbox(ledger, announcer, { announceable });
  if (!isComplete) return announced;
  const heldBackMs = heldBackSince === undefined ? Number.POSITIVE_INFINITY : Date.parse(heldBackSince) - 1;
  const upToMs = Math.min(nowMs - committersMs, heldBackMs);
  await publisher.publish([outboxRelayed({ upToMs, epoch, region })]);
  return announced;
}

/**
 * Relays where the region is open. A recovery fills the outbox with what it books again, and everybody who consumes that would slow it down,
 * while changes wait for its end; what is booked for the first time is announced by whoever books it.
 *
 * @throws FaultError as `relayOutbox`; `region_state_unreachable`
 */
export async function relayWhereOpen(
  { lease, ...dependencies }: RelayOutboxDependencies & { readonly lease: Pick<RegionLease, 'current'> },
  nowMs: number,
): Promise<number> {
  const { canChange, epoch, region } = await lease.current();
  return canChange ? await relayOutbox(dependencies, { epoch, region, nowMs }) : 0;
}
