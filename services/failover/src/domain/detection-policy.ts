import type { Afterwards, FailoverMode } from '@redoubt/contracts';

/** How many bad readings make a failure, and how many good ones end it. */
export interface DetectionPolicy {
  /** Readings by which a signal is judged: half as many when `acknowledge` and `reach` agree, twice as many for silence alone. */
  readonly windowLength: number;
  /** Readings by which `book` is judged: more, because a database that fails over inside its region comes back. */
  readonly bookWindowLength: number;
  /** Share of bad readings in the window from which a signal is down. */
  readonly badShareDown: number;
  /** Share of bad readings at or below which a signal that was down is up again. */
  readonly badShareUp: number;
  /** How long the watcher may read the same heartbeat, in milliseconds. */
  readonly silenceMsMax: number;
  /** Pause from which an observation is late, in milliseconds: a watcher that was busy itself accuses nobody. */
  readonly lateMs: number;
  /** How long the watcher's own API may take to answer, in milliseconds: what is slow here as well is not gone there. */
  readonly ownMsMax: number;
  /** Longest pause between two observations, in milliseconds; after a longer one the windows begin anew. */
  readonly gapMsMax: number;
  /** Observations kept as evidence. */
  readonly evidenceMax: number;
}

/** Whether a failover that is due waits for a person. */
export interface ApprovalPolicy {
  readonly mode: FailoverMode;
  /** How long a person is waited for, in milliseconds. */
  readonly waitMs: number;
  readonly afterwards: Afterwards;
}

/** When a failure that is certain leads to an automatic failover all the same. */
export interface ActingPolicy {
  /** Shortest time between the end of one takeover and the beginning of the next, in milliseconds. */
  readonly dwellMs: number;
  /** Automatic failovers and hand-backs within `movesSpanMs`. */
  readonly movesMax: number;
  readonly movesSpanMs: number;
  /** Pause before the same order is given again, in milliseconds: starting an execution takes its time. */
  readonly orderAgainMs: number;
  /** Pause before an unfinished takeover is resumed, in milliseconds; doubles with each attempt without progress. */
  readonly resumeMs: number;
  readonly resumeMsMax: number;
  readonly approval: ApprovalPolicy;
}

/** The damping of a topology, as functions get it. */
export interface Damping {
  readonly signalIntervalMs: number;
  readonly windowLength: number;
  readonly bookingSeconds: number;
  readonly dwellSeconds: number;
  readonly movesPerHourMax: number;
}

/** A database that is down for the window's bad share has been down for twice Aurora's own failover, by default. */
export function detectionPolicyFor({ signalIntervalMs, windowLength, bookingSeconds }: Damping): DetectionPolicy {
  return {
    windowLength,
    bookWindowLength: Math.max(windowLength, Math.ceil((bookingSeconds * 1_000) / signalIntervalMs)),
    // A region that is frozen three seconds of every four shows half of its readings as bad.
    badShareDown: 0.4,
    badShareUp: 0.2,
    // Writer and watcher both tick once an interval and drift against each other: one repeat is normal, two are not.
    silenceMsMax: signalIntervalMs * 2,
    // A probe that runs into its timeout stretches an observation to two intervals.
    lateMs: signalIntervalMs * 3,
    // Half of what the other region's API is given.
    ownMsMax: Math.max(500, signalIntervalMs / 2),
    gapMsMax: signalIntervalMs * 10,
    evidenceMax: 24,
  };
}

export function actingPolicyFor(
  { signalIntervalMs, dwellSeconds, movesPerHourMax }: Damping,
  approval: ApprovalPolicy,
): ActingPolicy {
  return {
    dwellMs: dwellSeconds * 1_000,
    movesMax: movesPerHourMax,
    movesSpanMs: 3_600_000,
    orderAgainMs: signalIntervalMs * 8,
    resumeMs: signalIntervalMs,
    resumeMsMax: 60_000,
    approval,
  };
}
