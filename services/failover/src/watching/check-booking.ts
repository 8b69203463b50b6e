import { type Heartbeat, hasReached, type RegionState } from '@redoubt/contracts';
import { type Clock, leaseViewOf } from '@redoubt/lambda-kit';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';

type Booking = Heartbeat['booking'];

export interface CheckBookingDependencies {
  readonly region: string;
  readonly contract: Pick<RecoveryContract, 'hooks' | 'book'>;
  readonly clock: Clock;
  /** How old a command may be that is journaled and not booked, in milliseconds. */
  readonly unbookedMsMax: number;
}

/** Asks the services of the active region to prove that money can be booked. */
export async function checkBooking(
  { region, contract, clock, unbookedMsMax }: CheckBookingDependencies,
  state: RegionState,
  before: Booking | undefined,
): Promise<Booking> {
  const at = new Date(clock.nowMs()).toISOString();
  const became = (status: Booking['status'], oldestUnbookedMs: number): Booking => ({
    status,
    since: before?.status === status ? before.since : at,
    oldestUnbookedMs,
  });
  // A promotion takes its time, and says itself when it can't go on. A writer that does not open can't book.
  if (!hasReached(state, 'promoted')) return became('unknown', 0);
  if (!leaseViewOf(state, region).canBook) return became('failing', 0);
  try {
    const request = { epoch: state.epoch, fromRegion: state.fromRegion ?? region, toRegion: region };
    const hooks = await contract.hooks('book');
    if (hooks.length === 0) return became('unknown', 0);
    const results = await Promise.all(hooks.map((hook) => contract.book(hook, request)));
    const oldestUnbookedMs = Math.max(...results.map((result) => result.oldestUnbookedMs));
    return became(oldestUnbookedMs > unbookedMsMax ? 'failing' : 'good', oldestUnbookedMs);
  } catch {
    // A hook that fails, or gives no answer in time, is a booking that fails.
    return became('failing', before?.oldestUnbookedMs ?? 0);
  }
}
