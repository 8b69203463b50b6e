import type { FailoverStage } from '@redoubt/contracts';

/** The functions that the state machine calls: its stages, and the report that ends it. */
export type StageFunctionName = FailoverStage | 'report-failover';

/** How long a stage may take: so many calls of so many seconds. */
export interface StageBudget {
  readonly callSeconds: number;
  readonly callsMax: number;
}

/** Time budget of each stage on AWS. A stage that uses it up stops the failover, is reported, and is resumed. */
export const stageBudgets: Readonly<Record<StageFunctionName, StageBudget>> = {
  'confirm-failure': { callSeconds: 15, callsMax: 3 },
  'bump-epoch': { callSeconds: 15, callsMax: 5 },
  'promote-database': { callSeconds: 30, callsMax: 5 },
  // Published unplanned promotions took 1 to 2 minutes, the guide says "a few": five times that.
  'database-is-writer': { callSeconds: 60, callsMax: 10 },
  'latch-traffic': { callSeconds: 15, callsMax: 20 },
  'open-writes': { callSeconds: 90, callsMax: 5 },
  'recover-services': { callSeconds: 300, callsMax: 3 },
  // DNS: three failed checks of 10 s and a time to live of 60 s, and then the payment itself.
  'verify-canary': { callSeconds: 60, callsMax: 5 },
  'report-failover': { callSeconds: 15, callsMax: 10 },
};
