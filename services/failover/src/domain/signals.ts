import type { Observation } from './observation.ts';

/** The three signals, none of which decides alone. */
export const signalNames = ['heartbeat', 'probe', 'replication'] as const;
export type SignalName = (typeof signalNames)[number];

/** A signal's reading at one observation. `unknown` counts neither way. */
export type Reading = 'good' | 'bad' | 'unknown';
export type Readings = Readonly<Record<SignalName, Reading>>;

/**
 * Reads the three signals from an observation.
 *
 * @param heartbeatSilenceMs how long the watcher has been seeing the same heartbeat, by the watcher's clock
 */
export function readSignals(
  observation: Observation,
  silence: { readonly heartbeatSilenceMs: number; readonly heartbeatSilenceMsMax: number },
): Readings {
  return {
    heartbeat: readHeartbeat(observation.heartbeat, silence.heartbeatSilenceMs < silence.heartbeatSilenceMsMax),
    probe: readProbe(observation.probe),
    replication: readReplication(observation.replication),
  };
}

function readHeartbeat(sight: Observation['heartbeat'], isFresh: boolean): Reading {
  // A watcher that can't read the table may be the one that is cut off: that is no news of the other region.
  if (sight.kind !== 'seen') return 'unknown';
  return isFresh ? 'good' : 'bad';
}

function readProbe(sight: Observation['probe']): Reading {
  return sight.kind === 'answered' && sight.status >= 200 && sight.status < 300 ? 'good' : 'bad';
}

function readReplication(sight: Observation['replication']): Reading {
  switch (sight.kind) {
    case 'connected':
      return 'good';
    case 'disconnected':
      return 'bad';
    case 'not_a_member':
    case 'unreadable':
      return 'unknown';
  }
}
