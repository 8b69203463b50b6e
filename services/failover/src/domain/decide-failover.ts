import type { Detection } from './detection.ts';
import type { DetectionPolicy } from './detection-policy.ts';
import type { Evidence } from './evidence.ts';
import { type SignalName, signalNames } from './signals.ts';

/** Why a region that should take over must not. */
export type Obstacle =
  | 'no_replica_here' // this region's cluster is not in the global database
  | 'never_replicated'; // its cluster was not once connected under this epoch: what it holds may be older than the journal reaches

export type Decision =
  | { readonly kind: 'wait'; readonly down: readonly SignalName[] }
  | { readonly kind: 'fail_over'; readonly evidence: Evidence }
  | { readonly kind: 'blocked'; readonly obstacle: Obstacle; readonly evidence: Evidence };

/**
 * Decides from what was seen whether the active region has failed.
 *
 * Two of three signals must be down (damped) and bad at the last look too, so that neither one broken signal nor a
 * region that has just come back moves the money.
 */
export function decideFailover(detection: Detection, policy: DetectionPolicy): Decision {
  const down = signalNames.filter((name) => detection.tracks[name].isDown && detection.readings[name] === 'bad');
  const latest = detection.observations.at(-1);
  if (latest === undefined || down.length < policy.signalsToAct) return { kind: 'wait', down };
  // Without the table nothing could be fenced, and this region may be the one that is cut off.
  if (latest.heartbeat.kind === 'unreadable') return { kind: 'wait', down };
  const evidence: Evidence = {
    decidedAtMs: latest.atMs,
    ...(detection.lastHealthyAtMs === undefined ? {} : { lastHealthyAtMs: detection.lastHealthyAtMs }),
    firstBreachAtMs: Math.min(...down.map((name) => detection.tracks[name].badSinceMs ?? latest.atMs)),
    signals: down,
    observations: [...detection.observations],
  };
  if (latest.replication.kind === 'not_a_member') return { kind: 'blocked', obstacle: 'no_replica_here', evidence };
  if (!latest.hasReplicated) {
    // Neither a sign of life nor a replica: this epoch has only begun, as at the first deployment.
    if (latest.heartbeat.kind === 'absent') return { kind: 'wait', down };
    return { kind: 'blocked', obstacle: 'never_replicated', evidence };
  }
  return { kind: 'fail_over', evidence };
}
