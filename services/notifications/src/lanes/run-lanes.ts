import type { Clock } from '@redoubt/lambda-kit';
import type { Lane, LaneStore } from './lane-store.ts';

/**
 * Turns that one worker takes at a time. Each waits for one receiver, so it costs a connection and no processor; an endpoint takes
 * one of them at most, and takes it the more rarely the longer it fails.
 */
const turnsParallelMax = 128;

/** Pause between two looks for lanes that are due, in milliseconds. */
const lookEveryMs = 1_000;

export interface RunLanesDependencies {
  readonly lanes: Pick<LaneStore, 'due'>;
  readonly isActive: () => Promise<boolean>;
  readonly isTimeLeft: () => boolean;
  readonly takeTurn: (lane: Lane) => Promise<void>;
  readonly clock: Clock;
  /** A turn or a look that failed; the lane stays due. */
  readonly onFailure: (error: unknown, facts: Readonly<Record<string, unknown>>) => void;
}

export interface LanesRun {
  readonly turns: number;
  /** How late the latest turn began, in milliseconds; undefined when none did. */
  readonly latestMs: number | undefined;
}

/**
 * Takes the turns of lanes that are due, in the active region alone, until time is over.
 *
 * Nobody waits for a turn but its own lane: while some hang at dead receivers, the others go on.
 */
export async function runLanes({
  lanes,
  isActive,
  isTimeLeft,
  takeTurn,
  clock,
  onFailure,
}: RunLanesDependencies): Promise<LanesRun> {
  const running = new Map<string, Promise<void>>();
  let turns = 0;
  let latestMs: number | undefined;
  while (isTimeLeft()) {
    const now = new Date(clock.nowMs());
    try {
      const due = (await isActive()) ? await lanes.due(now, turnsParallelMax * 2) : [];
      const startable = due.filter(({ endpointId }) => !running.has(endpointId));
      for (const lane of startable.slice(0, turnsParallelMax - running.size)) {
        turns += 1;
        const dueMs = Math.max(Date.parse(lane.dueAt), Date.parse(lane.notBefore ?? lane.dueAt));
        latestMs = Math.max(latestMs ?? 0, now.getTime() - dueMs);
        const turn = takeTurn(lane)
          .catch((error: unknown) => onFailure(error, { endpointId: lane.endpointId }))
          .finally(() => running.delete(lane.endpointId));
        running.set(lane.endpointId, turn);
      }
    } catch (error) {
      onFailure(error, {});
    }
    await clock.sleep(lookEveryMs);
  }
  await Promise.all(running.values());
  return { turns, latestMs };
}
