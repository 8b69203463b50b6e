/** An SDK call as it reached a region's endpoint. */
export interface AwsRequest {
  /** Signing name from the signature's scope: `dynamodb`, `rds-data`, `events` … */
  readonly service: string;
  /** Region that is called, from the signature's scope. */
  readonly region: string;
  readonly method: string;
  /** Path without query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Access key of the caller: the name of the function that calls, or `operator` for tools. */
  readonly caller: string;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A refusal, as AWS words it. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** AWS error code, e.g. `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  /** Further headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: string, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}
