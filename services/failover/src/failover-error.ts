/** Reasons that stop a stage. The state machine's `Retry` and `Catch` see the code as the error's name. */
export type FailoverErrorCode =
  | 'region_state_missing' // the table holds no region state: it was never seeded
  | 'region_state_contended' // others changed the region state again and again
  | 'database_unreachable' // the control plane of the database in this region gave no usable answer
  | 'writer_not_ready' // the promotion has not ended yet
  | 'hook_failed' // a service's recovery hook threw, or answered what it must not
  | 'epoch_moved' // the region state went on without this failover
  | 'canary_not_captured' // the canary payment has not come through yet
  | 'canary_rejected'; // the ledger refused the canary payment: waiting longer would not help

/** A failover can't go on, for a reason from a closed list. */
export class FailoverError extends Error {
  readonly code: FailoverErrorCode;

  constructor(code: FailoverErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
  }
}
