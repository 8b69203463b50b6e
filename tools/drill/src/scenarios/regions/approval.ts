import type { Afterwards } from '@redoubt/contracts';
import type { Setting } from '../scenario.ts';

const app = 'services/failover';

/** Deploys the failover service as a topology with `failoverMode: 'approve'` does. */
export function approvalFor({
  waitSeconds,
  afterwards,
}: {
  readonly waitSeconds: number;
  readonly afterwards: Afterwards;
}): readonly Setting[] {
  return [
    { app, find: '"FAILOVER_MODE": "auto"', replace: '"FAILOVER_MODE": "approve"' },
    { app, find: '"APPROVAL_SECONDS": "300"', replace: `"APPROVAL_SECONDS": "${waitSeconds}"` },
    { app, find: '"APPROVAL_AFTERWARDS": "stand_down"', replace: `"APPROVAL_AFTERWARDS": "${afterwards}"` },
  ];
}
