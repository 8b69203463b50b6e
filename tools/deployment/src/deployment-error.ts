/** Why a deployment was refused or has failed. */
export type DeploymentErrorCode =
  | 'failover_running' // roles are moving, or have moved since the plan was made
  | 'app_unknown'
  | 'writer_astray' // the ledger is written where nothing can be handed back from
  | 'step_failed'; // the app is as before, or `rolledBack` says what is not

/** An error for people: what happened, why, and one way on. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly code: DeploymentErrorCode;
  readonly why: string;
  readonly fix: string;

  constructor(
    {
      code,
      what,
      why,
      fix,
    }: { readonly code: DeploymentErrorCode; readonly what: string; readonly why: string; readonly fix: string },
    options?: ErrorOptions,
  ) {
    super(what, options);
    this.code = code;
    this.why = why;
    this.fix = fix;
  }
}
