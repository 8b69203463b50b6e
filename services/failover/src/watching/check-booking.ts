import { hasReached, type RegionState } from '@redoubt/contracts';
import { type Clock, leaseViewOf } from '@redoubt/lambda-kit';
import type { RecoveryContract } from '../adapters/recovery-contract.ts';
import {
  type BookingAnswer,
  type BookingJudgement,
  type BookingPolicy,
  judgeBooking,
} from '../domain/judge-booking.ts';

export interface CheckBookingDependencies {
  readonly region: string;
  readonly contract: Pick<RecoveryContract, 'hooks' | 'book'>;
  readonly clock: Clock;
  readonly bookingPolicy: BookingPolicy;
}

/** Asks the services of the active region to prove that money can be booked. */
export async function checkBooking(
  checking: CheckBookingDependencies,
  state: RegionState,
  before: BookingJudgement | undefined,
): Promise<BookingJudgement> {
  const answer = await ask(checking, state);
  return judgeBooking(before, answer, { ...checking.bookingPolicy, nowMs: checking.clock.nowMs() });
}

async function ask({ region, contract, clock }: CheckBookingDependencies, state: RegionState): Promise<BookingAnswer> {
  // A promotion takes its time, and says itself when it can't go on.
  if (!hasReached(state, 'promoted')) return { kind: 'not_asked' };
  if (!leaseViewOf(state, region).canBook) return isAtWork(state, clock) ? { kind: 'not_asked' } : { kind: 'refused' };
  const request = { epoch: state.epoch, fromRegion: state.fromRegion ?? region, toRegion: region };
  const hooks = await contract.hooks('book').catch(() => undefined);
  if (hooks === undefined) return { kind: 'none' };
  if (hooks.length === 0) return { kind: 'not_asked' };
  const answers = await Promise.all(hooks.map((hook) => contract.book(hook, request).catch(() => undefined)));
  if (answers.some((answer) => answer?.outcome === 'refused')) return { kind: 'refused' };
  const ages = answers.flatMap((answer) => (answer?.outcome === 'booked' ? answer.oldestUnbookedMs : []));
  return ages.length < hooks.length ? { kind: 'none' } : { kind: 'booked', oldestUnbookedMs: Math.max(...ages) };
}

/** An execution is about to open the writer; a writer that nobody opens can't book. */
function isAtWork({ worker }: RegionState, clock: Clock): boolean {
  return worker !== undefined && Date.parse(worker.until) > clock.nowMs();
}
