/** A tie to the lost region that a function of a recovery has by design. */
export type DeclaredReach = {
  /** Names of functions, without the environment's suffix. */
  readonly functions: readonly string[];
  /** The action, the environment variable, or the client of the SDK by which they reach there. */
  readonly through: string;
  readonly reason: string;
} & (
  | { readonly kind: 'names the region, and calls nothing there' }
  /** The state machine catches whatever becomes of the call, after a timeout. */
  | { readonly kind: 'calls, and the definition goes on without an answer' }
  /** A test calls the function's own code with a lost region that never answers. */
  | { readonly kind: 'calls, and the code goes on without an answer'; readonly shownBy: string }
);

/** A line for each; one that no function needs any more fails. */
export const declaredReach: readonly DeclaredReach[] = [
  {
    functions: ['failover-promote-database'],
    through: 'rds:FailoverGlobalCluster',
    kind: 'names the region, and calls nothing there',
    reason: 'RDS authorizes the call against the global cluster and all its members; it is sent to the own region.',
  },
  {
    functions: [
      'failover-confirm-order',
      'failover-promote-database',
      'failover-watch',
      'failover-order-failover',
      'failover-explain-failover',
    ],
    through: 'PEER_REGION',
    kind: 'names the region, and calls nothing there',
    reason: 'A dimension of the metric of the lag, which the own region publishes and answers.',
  },
  {
    functions: ['transactions-relay-outbox'],
    through: 'PEER_REGION',
    kind: 'names the region, and calls nothing there',
    reason: "Part of the key under which the other region's watcher keeps its mark in a table that both have.",
  },
  {
    functions: ['failover-heartbeat'],
    through: 'PRIMARY_REGION',
    kind: 'names the region, and calls nothing there',
    reason: 'Compared with the own name: the memory of the traffic vote asks which seat this is.',
  },
  {
    functions: ['failover-watch', 'failover-confirm-order'],
    through: 'PEER_API_NAME',
    kind: 'calls, and the code goes on without an answer',
    reason: 'Asks whether the other region answers: silence is an answer.',
    shownBy: 'services/failover/test/watching/silent-region.test.ts',
  },
];

/** Functions of the failover service that no recovery calls. */
export const outsideRecovery: Readonly<Record<string, string>> = {
  'failover-seed-region-state': 'Called by deployments.',
  'failover-check-readiness': 'Compares both regions for people and for an alarm; nothing is decided by it.',
};

/** Functions that a recovery needs, and reaches by HTTP, by events or by a schedule instead of a call. */
export const neededBesides: Readonly<Record<string, string>> = {
  'validation-post-payment': 'Accepts the canary.',
  'transactions-apply-payments': 'Books the canary.',
  'transactions-get-payment': 'Shows that it was booked.',
  'transactions-relay-outbox': 'Announces what was booked.',
};
