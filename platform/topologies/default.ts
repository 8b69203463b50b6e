import type { TopologyInput } from '@redoubt/cdk-kit';

/**
 * An environment to try things in, here and on AWS: us-east-1 and us-east-2, weighted routing, everything destroyable, drills
 * heeded, and a standby that takes over within seconds.
 */
export const topology: TopologyInput = {
  egress: { zones: 'one', givesUp: 'The loss of zone a stops booking until the other region takes over.' },
  signalIntervalMs: 500,
  signalDamping: { windowLength: 10, bookingSeconds: 10, dwellSeconds: 15, movesPerHourMax: 20 },
  drills: true,
};
