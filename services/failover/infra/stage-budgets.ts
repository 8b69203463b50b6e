import type { FailoverStage } from '@redoubt/contracts';

/** The functions that the state machine calls: its stages, and the report that ends it. */
export type StageFunctionName = FailoverStage | 'report-failover';

/** How long a stage may take: so many calls of so many seconds. */
export interface StageBudget {
  readonly callSeconds: number;
  readonly callsMax: number;
}

/**
 * Time of each stage on AWS. A stage that uses its budget up ends the execution with a report; the watcher resumes the
 * takeover, again and again.
 */
export const stageBudgets: Readonly<Record<StageFunctionName, StageBudget>> = {
  'confirm-order': { callSeconds: 30, callsMax: 3 },
  'begin-epoch': { callSeconds: 15, callsMax: 5 },
  // Published unplanned promotions took 1 to 2 minutes, the guide says "a few": five times that.
  'promote-database': { callSeconds: 60, callsMax: 10 },
  'wait-lease': { callSeconds: 90, callsMax: 5 },
  'open-writes': { callSeconds: 90, callsMax: 5 },
  // Further pages are further calls: a state asks for them again, without limit.
  'recover-services': { callSeconds: 300, callsMax: 3 },
  // DNS: three failed checks of 10 s and a time to live of 60 s, and then the payment itself.
  'verify-canary': { callSeconds: 60, callsMax: 5 },
  'report-failover': { callSeconds: 15, callsMax: 10 },
};
