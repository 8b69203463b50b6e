import type { Lane } from './lane-store.ts';

/**
 * How long the index may lag behind what was put into a lane, in milliseconds. It is updated within a fraction of a second usually
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html): until then an empty lane may not be empty.
 */
const indexLagMsMax = 60_000;

/** Pause between two looks at a lane in which something may not be seen yet, in milliseconds. */
const lookAgainMs = 5_000;

/** A lane in which something waits is looked at no less often, in milliseconds. */
const restMsMax = 15 * 60_000;

export interface LaneRest {
  readonly now: Date;
  /** Until when its endpoint is left alone. */
  readonly notBefore: Date | undefined;
  /** When the first delivery in it is due; undefined when none is seen. */
  readonly firstDueAt: string | undefined;
}

/** When the next turn of a lane is due; undefined when nothing waits in it. */
export function restUntil(
  { wokenAt }: Pick<Lane, 'wokenAt'>,
  { now, notBefore, firstDueAt }: LaneRest,
): Date | undefined {
  const nowMs = now.getTime();
  const isFresh = nowMs - Date.parse(wokenAt) < indexLagMsMax;
  if (firstDueAt === undefined && !isFresh) return undefined;
  const dueMs = firstDueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(firstDueAt);
  const lookMs = nowMs + (isFresh ? lookAgainMs : restMsMax);
  return new Date(Math.max(Math.min(dueMs, lookMs), notBefore?.getTime() ?? 0));
}
