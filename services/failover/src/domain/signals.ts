import type { Observation } from './observation.ts';

/** Three questions about money: can the active region acknowledge, can it book, can it be reached? */
export const signalNames = ['acknowledge', 'book', 'reach'] as const;
export type SignalName = (typeof signalNames)[number];

/** `unknown` counts for nothing. `busy` is no failure: something there answers. */
export type Reading = 'good' | 'bad' | 'busy' | 'unknown';
export type Readings = Readonly<Record<SignalName, Reading>>;

/** How long the watcher has read the same heartbeat, or none, by its own clock. */
export interface Silence {
  readonly ms: number;
  readonly msMax: number;
}

/** Reads the signals from an observation. */
export function readSignals({ heartbeat, probe }: Observation, silence: Silence, epoch: number): Readings {
  return {
    acknowledge: readAcknowledge(heartbeat, silence, epoch),
    book: heartbeat.kind === 'read' && silence.ms < silence.msMax ? readBooking(heartbeat.booking.status) : 'unknown',
    reach: readReach(probe),
  };
}

function readAcknowledge(heartbeat: Observation['heartbeat'], silence: Silence, epoch: number): Reading {
  // A watcher that can't read the table may itself be cut off.
  if (heartbeat.kind === 'unreadable') return 'unknown';
  // At the first deployment nobody has given a sign of life yet; after that, a region that begins an epoch must.
  if (heartbeat.kind === 'absent' && epoch === 1) return 'unknown';
  return silence.ms < silence.msMax ? 'good' : 'bad';
}

function readBooking(status: 'good' | 'busy' | 'failing' | 'unknown'): Reading {
  return status === 'failing' ? 'bad' : status;
}

function readReach(probe: Observation['probe']): Reading {
  if (probe.kind === 'failed') return 'bad';
  if (probe.status >= 200 && probe.status < 300) return 'good';
  return probe.status === 429 || probe.status === 503 ? 'busy' : 'bad';
}
