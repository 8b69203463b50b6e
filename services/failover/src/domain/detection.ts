import type { DetectionPolicy } from './detection-policy.ts';
import type { Observation } from './observation.ts';
import { type Reading, type Readings, readSignals, type SignalName, signalNames } from './signals.ts';

/** One signal over a series of observations. */
interface SignalTrack {
  readonly badInRow: number;
  readonly goodInRow: number;
  /** Has been bad often enough in a row, and not good often enough since. */
  readonly isDown: boolean;
  /** When the signal turned bad; kept until it is good again for certain. */
  readonly badSinceMs: number | undefined;
}

/** A watcher's memory between two looks. */
export interface Detection {
  readonly observations: readonly Observation[];
  readonly tracks: Readonly<Record<SignalName, SignalTrack>>;
  readonly heartbeat: { readonly value: string; readonly sinceMs: number } | undefined;
  /** The last look at which no signal was bad. */
  readonly lastHealthyAtMs: number | undefined;
  readonly readings: Readings;
}

const untracked: SignalTrack = { badInRow: 0, goodInRow: 0, isDown: false, badSinceMs: undefined };

/** A watcher that has seen nothing. */
export const nothingSeen: Detection = {
  observations: [],
  tracks: { heartbeat: untracked, probe: untracked, replication: untracked },
  heartbeat: undefined,
  lastHealthyAtMs: undefined,
  readings: { heartbeat: 'unknown', probe: 'unknown', replication: 'unknown' },
};

/** Adds one look to what was seen before. Pure: recorded brown-outs are replayed through it. */
export function observe(before: Detection, observation: Observation, policy: DetectionPolicy): Detection {
  const previous = before.observations.at(-1);
  const isContinued = previous !== undefined && observation.atMs - previous.atMs <= policy.gapMsMax;
  const known = isContinued ? before : nothingSeen;
  const heartbeat = followHeartbeat(known.heartbeat, observation);
  const readings = readSignals(observation, {
    heartbeatSilenceMs: heartbeat === undefined ? 0 : observation.atMs - heartbeat.sinceMs,
    heartbeatSilenceMsMax: policy.heartbeatSilenceMsMax,
  });
  const track = (name: SignalName) => follow(known.tracks[name], readings[name], observation.atMs, policy);
  return {
    observations: [...known.observations, observation].slice(-policy.evidenceMax),
    tracks: { heartbeat: track('heartbeat'), probe: track('probe'), replication: track('replication') },
    heartbeat,
    lastHealthyAtMs: signalNames.some((name) => readings[name] === 'bad') ? known.lastHealthyAtMs : observation.atMs,
    readings,
  };
}

/** Adds many looks, oldest first. */
export function observeAll(observations: readonly Observation[], policy: DetectionPolicy): Detection {
  return observations.reduce((known, observation) => observe(known, observation, policy), nothingSeen);
}

/** The same heartbeat seen again is silence, measured by the watcher's own clock. */
function followHeartbeat(before: Detection['heartbeat'], { heartbeat, atMs }: Observation): Detection['heartbeat'] {
  if (heartbeat.kind !== 'seen') return before;
  return before?.value === heartbeat.at ? before : { value: heartbeat.at, sinceMs: atMs };
}

function follow(before: SignalTrack, reading: Reading, atMs: number, policy: DetectionPolicy): SignalTrack {
  if (reading === 'unknown') return before;
  if (reading === 'bad') {
    const badInRow = before.badInRow + 1;
    return {
      badInRow,
      goodInRow: 0,
      isDown: before.isDown || badInRow >= policy.breachesToAct,
      badSinceMs: before.badSinceMs ?? atMs,
    };
  }
  const goodInRow = before.goodInRow + 1;
  const staysDown = before.isDown && goodInRow < policy.recoveriesToClear;
  return { badInRow: 0, goodInRow, isDown: staysDown, badSinceMs: staysDown ? before.badSinceMs : undefined };
}
