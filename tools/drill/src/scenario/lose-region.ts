import { setTimeout as pause } from 'node:timers/promises';
import { DrillError } from '../drill-error.ts';
import type { Random } from '../random.ts';
import type { FaultRecord } from '../report/report.ts';
import type { DrillRun, Seats } from './drill-run.ts';

/** When the region dies and for how long replication is held before that, all from the seed. */
export interface LossMoment {
  /** Milliseconds of load before replication is held. */
  readonly holdAfterMs: number;
  /** Milliseconds of held replication before the kill. */
  readonly heldMs: number;
}

/** Part of the load that has gone by when replication is held: enough to lose, and most of it still to come. */
const holdAt = { minPart: 0.2, maxPart: 0.35 } as const;

/** From "a few commits are lost" to less than two signal intervals, so that the held stream alone starts no failover. */
const heldMs = { min: 300, max: 1500 } as const;

/** A payment and a change must be booked while replication is held, or too little is lost; longer than this it never takes. */
const bookedUnderHoldMsMax = 15_000;

/** Chooses the moment for a load of this length. */
export function lossMomentOf(seconds: number, random: Random): LossMoment {
  const loadMs = seconds * 1000;
  return {
    holdAfterMs: random.between(loadMs * holdAt.minPart, loadMs * holdAt.maxPart),
    heldMs: random.between(heldMs.min, heldMs.max),
  };
}

/**
 * Holds the replication stream, waits until the old writer has booked a payment and answered a change that the replica
 * cannot have, and kills the region's whole process tree.
 *
 * @param underHold resolves when both were seen; may never do so
 * @throws DrillError `no_commit_under_hold`
 */
export async function loseRegion(
  run: DrillRun,
  { lost, surviving }: Seats,
  moment: LossMoment,
  underHold: Promise<unknown>,
): Promise<Omit<FaultRecord, 'planted'>> {
  const { cloud, clock, timeline, signal } = run;
  const heldSinceMs = clock.nowMs();
  await cloud.link.hold({ kind: 'postgres', from: surviving, to: lost });
  timeline.add('hold', `replication to ${surviving} is held back: commits from now on exist in ${lost} only`, {
    region: lost,
  });
  const limit = pause(moment.heldMs + bookedUnderHoldMsMax, 'too late' as const, { signal });
  const [booked] = await Promise.all([Promise.race([underHold, limit]), pause(moment.heldMs, undefined, { signal })]);
  if (booked === 'too late') {
    throw new DrillError(
      'no_commit_under_hold',
      `no payment was seen captured, or no change done, in the ${moment.heldMs + bookedUnderHoldMsMax} ms in which replication was held; raise --rate`,
    );
  }
  const heldForMs = Math.round(clock.nowMs() - heldSinceMs);
  const { killedAt, processes } = await cloud.killRegion(lost);
  const killedAtMs = clock.atOf(killedAt);
  timeline.add('kill', `${lost} is gone: SIGKILL to ${processes} processes, database included`, {
    region: lost,
    atMs: killedAtMs,
  });
  return { killedRegion: lost, killedAtMs, processesKilled: processes, replicationHeldMs: heldForMs };
}
