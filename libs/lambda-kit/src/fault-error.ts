/** Failures of dependencies. Each kind of handler maps the code to an answer, a retry or a dead letter in one place. */
export type FaultCode =
  | 'region_state_unreachable' // who may act is not known: refuse to act
  | 'journal_unreachable' // whether the command is recorded is unknown: never acknowledge
  | 'writer_unreachable' // whether the ledger was written is unknown
  | 'stale_epoch' // another region has become the writer since this one last looked
  | 'epoch_not_open' // this region's ledger does not take writes of the new epoch yet
  | 'bus_unreachable' // events were not accepted by the bus: they are announced again later
  | 'store_unreachable' // a table, secret or bucket that the service uses gave no answer
  | 'delivery_failed' // the receiver of a notification did not confirm it
  | 'message_invalid' // a queue message is not an event that this function takes
  | 'input_invalid'; // a task was started with something that it does not take

/** A dependency failed; keeps the cause. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
