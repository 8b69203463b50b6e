import { type ExitCode, exitCode } from './exit-code.ts';

export type CliErrorCode =
  | 'usage' // an argument or option that is not allowed
  | 'synth_failed' // an app could not be synthesized
  | 'payment_refused' // the API answered with a problem
  | 'payment_not_found' // neither journal nor ledger knows the id
  | 'operator_refused' // a route of operators answered with a problem
  | 'redrive_failed' // dead letters could not be moved back
  | 'failover_refused' // a failover can't be ordered or answered now
  | 'failover_not_found' // no such epoch
  | 'failover_unanswered' // the failover service gave no answer
  | 'region_lost' // the region that has to do it does not run
  | 'no_writer' // no region that runs has a ledger that takes writes
  | 'evidence_missing' // no folder of a drill
  | 'evidence_refused' // a folder that is not as it was signed, or does not say what its histories say
  | 'no_answer'; // the API did not answer in time

/** A failure for people: what, why, and a remedy. */
export interface Explanation {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  /** A command where possible. */
  readonly fix: string;
  readonly exitCode: ExitCode;
}

/** A failure of a command. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly explanation: Explanation;

  constructor(
    failure: Omit<Explanation, 'exitCode'> & { readonly code: CliErrorCode; readonly exitCode?: ExitCode },
    options?: ErrorOptions,
  ) {
    super(failure.what, options);
    const fallback = failure.code === 'usage' ? exitCode.usage : exitCode.failed;
    this.explanation = { exitCode: fallback, ...failure };
  }
}
