import type { AwsRequest } from '../../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../../protocol/resolved.ts';
import type { Asked } from '../decide.ts';

/** Context of a call. */
export interface Surroundings {
  readonly resources: readonly ResolvedResource[];
  readonly account: string;
}

/** Reads off a call what it asks for. */
export type AskedReader = (request: AwsRequest, surroundings: Surroundings) => readonly Asked[];
