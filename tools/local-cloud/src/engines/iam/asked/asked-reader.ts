import type { AwsRequest } from '../../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../../protocol/resolved.ts';
import type { Asked } from '../decide.ts';

/** Resources and account in which a call is made. */
export interface Surroundings {
  readonly resources: readonly ResolvedResource[];
  readonly account: string;
}

/** Derives from a call the permissions that it needs. */
export type AskedReader = (request: AwsRequest, surroundings: Surroundings) => readonly Asked[];
