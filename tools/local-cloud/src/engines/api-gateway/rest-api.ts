import type { GatewayResponses } from './gateway-responses.ts';
import type { RequestValidator } from './request-validator.ts';
import type { StageThrottles } from './stage-throttles.ts';

/** A method of a resource: always a function behind a proxy integration. */
export interface ApiMethod {
  readonly httpMethod: string;
  readonly functionName: string;
  /** `AWS_IAM`: callers sign their requests, and their roles must allow the call. */
  readonly authorization: 'NONE' | 'AWS_IAM';
  /** Time that the function may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly validator: RequestValidator;
}

/** A node of an API's resource tree. */
export interface ApiResource {
  readonly id: string;
  /** As the template has it, e.g. `/v1/payments/{id}`. */
  readonly path: string;
  /** By HTTP method; `ANY` stands for those that are not there. */
  readonly methods: ReadonlyMap<string, ApiMethod>;
}

/** A deployed REST API at its one stage. */
export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly resources: readonly ApiResource[];
  readonly responses: GatewayResponses;
  readonly stage: ApiStage;
}

export interface ApiStage {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly throttles: StageThrottles;
}
