import type { Failure } from './region-start.ts';

/** Why the local cloud refused or failed; commands turn each into an exit code. */
export type LocalCloudErrorCode =
  | 'assembly_missing' // an app has no cdk.out: it was not synthesized
  | 'resource_unsupported' // a template asks for a type, property or attribute that is not simulated
  | 'template_refused' // AWS would refuse it at deployment; every refusal is listed
  | 'template_unresolvable' // a reference, parameter or import leads nowhere
  | 'port_in_use'
  | 'address_missing' // a loopback address of a region does not exist on this machine
  | 'disk_full'
  | 'library_missing' // a PostgreSQL binary is not installed for this platform
  | 'node_too_old'
  | 'data_dir_unusable' // can't be written, or holds files that would be lost
  | 'data_dir_in_use' // another local cloud runs in the same data directory
  | 'region_failed' // a region process ended or refused while starting
  | 'region_unknown'
  | 'region_state_wrong' // e.g. killing a region that is not running
  | 'fault_refused' // malformed, or names what does not exist
  | 'deployment_refused' // the stack is as before
  | 'role_refused' // no such role of people, or no name of a session
  | 'not_running' // nobody answers at the control port
  | 'not_allowed' // the control port refuses our token
  | 'control_failed';

/** An error for people: code, what, why, and one way on. */
export class LocalCloudError extends Error {
  override readonly name = 'LocalCloudError';
  readonly code: LocalCloudErrorCode;
  readonly why: string;
  readonly fix: string;

  constructor(failure: Failure & { readonly code: LocalCloudErrorCode }, options?: ErrorOptions) {
    super(failure.what, options);
    this.code = failure.code;
    this.why = failure.why;
    this.fix = failure.fix;
  }

  /** The error as it crosses a process boundary. */
  toFailure(): Failure & { readonly code: LocalCloudErrorCode } {
    return { code: this.code, what: this.message, why: this.why, fix: this.fix };
  }
}
