/** How many bad looks make a failure, and how many good ones end it. */
export interface DetectionPolicy {
  /** Bad readings in a row after which a signal is down. */
  readonly breachesToAct: number;
  /** Good readings in a row after which a signal that was down is up again: flapping doesn't reset it. */
  readonly recoveriesToClear: number;
  /** How long the watcher may see the same heartbeat, in milliseconds. */
  readonly heartbeatSilenceMsMax: number;
  /** Longest pause between two observations of one row, in milliseconds; after a longer one counting begins anew. */
  readonly gapMsMax: number;
  /** Signals that must be down, and bad at this very look. */
  readonly signalsToAct: 2 | 3;
  /** Observations kept as evidence. */
  readonly evidenceMax: number;
}

/**
 * The policy for a signal interval.
 *
 * @throws RangeError when `breachesToAct` is not from 1 (no damping) to 60, or the interval is not positive
 */
export function detectionPolicyFor(signals: {
  readonly signalIntervalMs: number;
  readonly breachesToAct: number;
}): DetectionPolicy {
  const { signalIntervalMs, breachesToAct } = signals;
  if (!Number.isInteger(breachesToAct) || breachesToAct < 1 || breachesToAct > 60) {
    throw new RangeError(`breachesToAct must be a whole number from 1 to 60, got ${breachesToAct}`);
  }
  if (!(signalIntervalMs > 0)) throw new RangeError(`signalIntervalMs must be positive, got ${signalIntervalMs}`);
  return {
    breachesToAct,
    // Leaving takes longer than entering, or a flapping region would look well at each second look.
    recoveriesToClear: breachesToAct * 2,
    // Writer and watcher both tick once an interval and drift against each other: one repeat is normal, two are not.
    heartbeatSilenceMsMax: signalIntervalMs * 2,
    // A probe that runs into its timeout stretches a look; five intervals are more than any look takes.
    gapMsMax: signalIntervalMs * 5,
    signalsToAct: 2,
    evidenceMax: breachesToAct * 4,
  };
}
