import type { AwsRequest } from '../../protocol/aws/aws-call.ts';

/** A function crashes as it makes this call, before any of it is carried out. */
export interface PlannedCrash {
  readonly functionName: string;
  /** Service and action of AWS' JSON protocols, as IAM writes them: `events:PutEvents`. */
  readonly onCall: string;
}

/** Crashes that are still to come; each happens once. */
export class PlannedCrashes {
  readonly #planned = new Set<string>();

  add({ functionName, onCall }: PlannedCrash): void {
    this.#planned.add(keyOf(functionName, onCall));
  }

  /** The call at which the caller crashes now; undefined when it does not. Later calls proceed. */
  take({ caller, service, headers }: AwsRequest): string | undefined {
    const call = `${service}:${headers['x-amz-target']?.split('.').at(-1) ?? ''}`;
    return this.#planned.delete(keyOf(caller, call)) ? call : undefined;
  }
}

function keyOf(functionName: string, call: string): string {
  return `${functionName} ${call}`;
}
