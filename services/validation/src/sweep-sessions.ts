import { inParallel } from '@redoubt/lambda-kit';
import type { ExpiredSessionStore } from './session-store.ts';

/** Segments that the table is read in. */
const segments = 16;

/** Deletions at a time. */
const deletionsParallelMax = 16;

/** Clocks of functions differ: a session is deleted long after it has expired by any of them. */
const graceMs = 3_600_000;

/** A sweep that runs out of time leaves segments over; the next one begins elsewhere, so every segment has its turn. */
export const sweepEveryMs = 900_000;

export interface SweepSessionsDependencies {
  readonly sessions: ExpiredSessionStore;
  readonly isTimeLeft: () => boolean;
}

export interface Sweep {
  readonly deleted: number;
  /** Whether the whole table was read. */
  readonly isComplete: boolean;
}

/**
 * Deletes sessions that have expired: a strongly consistent table has no time to live.
 *
 * Reads the whole table. For a session of half a kilobyte that costs an eighth of a read unit, where an index by expiry
 * would cost a replicated write for each change of a session.
 *
 * @throws FaultError `store_unreachable`: the next sweep finds what is left
 */
export async function sweepSessions(now: Date, { sessions, isTimeLeft }: SweepSessionsDependencies): Promise<Sweep> {
  const before = new Date(now.getTime() - graceMs);
  const first = Math.floor(now.getTime() / sweepEveryMs) % segments;
  let deleted = 0;
  for (let at = 0; at < segments; at += 1) {
    const segment = { number: (first + at) % segments, of: segments };
    let cursor: string | undefined;
    do {
      if (!isTimeLeft()) return { deleted, isComplete: false };
      const { expired, next } = await sessions.expiredIn(segment, { before, cursor });
      const results = await inParallel(expired, deletionsParallelMax, (session) => sessions.delete(session));
      deleted += results.filter(Boolean).length;
      cursor = next;
    } while (cursor !== undefined);
  }
  return { deleted, isComplete: true };
}
