import type { PersonsOrder } from '@redoubt/contracts';
import type { Assessment } from './assess-region.ts';
import type { FailoverOrder } from './failover-order.ts';
import type { Observation } from './observation.ts';

/** Oldest decision that is still carried out, in milliseconds: an execution starts in between. */
const decisionAgeMsMax = 60_000;

/**
 * Judges an order by one more observation.
 *
 * The watcher has judged by whole windows, which an order can't carry. It is taken back when it is old, or when the region
 * is back by all three signals; a region that is back for a moment only is ordered from again.
 */
export function confirmAssessment({ evidence }: FailoverOrder, now: Observation): Assessment {
  if (evidence === undefined) return { kind: 'well' };
  const isOld = now.atMs - evidence.decidedAtMs > decisionAgeMsMax;
  if (isOld || isBack(now, evidence.observations.at(-1))) return { kind: 'well' };
  const cause = evidence.signals.includes('acknowledge') ? 'cannot_acknowledge' : 'cannot_book';
  return { kind: 'failed', cause, evidence };
}

/** Whether a person's order is recent enough to be carried out. */
export function isOrderFresh({ at }: PersonsOrder, nowMs: number): boolean {
  return nowMs - Date.parse(at) <= decisionAgeMsMax;
}

function isBack({ heartbeat, probe }: Observation, before: Observation | undefined): boolean {
  if (heartbeat.kind !== 'read' || heartbeat.booking.status === 'failing') return false;
  const isNew = before?.heartbeat.kind !== 'read' || before.heartbeat.at !== heartbeat.at;
  return isNew && probe.kind === 'answered' && probe.status >= 200 && probe.status < 300;
}
