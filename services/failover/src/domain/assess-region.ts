import type { Detection } from './detection.ts';
import type { Evidence } from './evidence.ts';
import { type SignalName, signalNames } from './signals.ts';

/** Why the active region can't do its work. */
export type Cause = 'cannot_acknowledge' | 'cannot_book';

/** Judgement of the active region by its signals. */
export type Assessment =
  | { readonly kind: 'well' }
  /** Something is wrong, and nothing that costs money for certain: a question to people. */
  | { readonly kind: 'doubtful'; readonly down: readonly SignalName[] }
  | { readonly kind: 'failed'; readonly cause: Cause; readonly evidence: Evidence };

/**
 * Judges the active region by what was observed.
 *
 * Not being able to acknowledge, or to book, each suffices alone when it lasts. A region that also can't be reached is
 * given up sooner. A region that only can't be reached from here is not given up: it may be this region's path.
 */
export function assessRegion(detection: Detection): Assessment {
  const { windows, observations } = detection;
  const latest = observations.at(-1);
  // Two signals that agree are sooner sure than one alone.
  const isGone = windows.acknowledge.isDownSoon && windows.reach.isDownSoon;
  const down = signalNames.filter((name) => windows[name].isDown || (isGone && name !== 'book'));
  if (latest === undefined || down.length === 0) return { kind: 'well' };
  // Without the table nothing could be fenced, and this region may itself be cut off.
  if (latest.heartbeat.kind === 'unreadable') return { kind: 'doubtful', down };
  const isSilent = isGone || windows.acknowledge.isDownForLong || (windows.acknowledge.isDown && windows.reach.isDown);
  if (!isSilent && !windows.book.isDown) return { kind: 'doubtful', down };
  return {
    kind: 'failed',
    cause: isSilent ? 'cannot_acknowledge' : 'cannot_book',
    evidence: {
      decidedAtMs: latest.atMs,
      ...(detection.lastHealthyAtMs === undefined ? {} : { lastHealthyAtMs: detection.lastHealthyAtMs }),
      firstBreachAtMs: Math.min(...down.map((name) => windows[name].badSinceMs ?? latest.atMs)),
      signals: down,
      observations: [...observations],
    },
  };
}
