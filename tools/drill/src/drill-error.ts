export type DrillErrorCode =
  | 'no_commit_under_hold' // no payment was booked while replication was held, so nothing could be lost
  | 'no_failover' // the other region did not take over in time
  | 'step_hangs' // a step of the drill got no answer in time
  | 'unexpected_answer' // an answer that the drill needs to go on was another one
  | 'fault_not_planted' // the code has changed and the text to replace is no longer there
  | 'key_unusable' // evidence can't be signed with the key that is there
  | 'evidence_missing'; // a ledger, bus or log that must be judged can't be read

/** The drill could not be carried out; this says nothing about the payments. */
export class DrillError extends Error {
  override readonly name = 'DrillError';
  readonly code: DrillErrorCode;
  constructor(code: DrillErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
