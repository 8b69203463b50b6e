import { FaultError } from '@redoubt/lambda-kit';

/** Whether a statement that failed may have been executed all the same. */
export type Execution =
  | 'refused_by_standby' // this region's cluster is read-only: nothing was executed, nor will be before a promotion
  | 'no_writer' // the cluster has none at the moment, as a standby or because it is changing it: nothing was executed
  | 'not_executed' // the database could not be reached: nothing was executed
  | 'unknown'; // no answer: it may have been executed

/** The ledger gave no answer. Commands are safe to send again whatever the execution: the inbox knows them. */
export class WriterUnreachable extends FaultError {
  readonly execution: Execution;

  constructor(execution: Execution, message: string, options?: ErrorOptions) {
    super('writer_unreachable', message, options);
    this.execution = execution;
  }
}
