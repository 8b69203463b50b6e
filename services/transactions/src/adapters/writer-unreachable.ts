import { FaultError } from '@redoubt/lambda-kit';

/** Whether a failed statement may have been executed. */
export type Execution =
  | 'refused_by_standby' // the cluster is read-only until a promotion: not executed
  | 'no_writer' // a standby, or the writer is changing: not executed
  | 'not_executed' // the database was not reached
  | 'unknown'; // no answer: it may have been executed

/** The ledger gave no answer. Every command may be sent again: the inbox recognizes it. */
export class WriterUnreachable extends FaultError {
  readonly execution: Execution;

  constructor(execution: Execution, message: string, options?: ErrorOptions) {
    super('writer_unreachable', message, options);
    this.execution = execution;
  }
}
