/** Attempts of one call: a second one for a dropped connection, and a third for a conflict between regions. */
const attemptsMax = 3;

/** A region that can't be connected to within this is treated as gone. */
const connectionTimeoutMs = 1_000;

/** A region that hangs must not hang us: three attempts still end before API Gateway's 29 s. */
const requestTimeoutMs = 3_000;

/** Settings of every SDK client. Endpoint, region and credentials come from the environment, as on Lambda. */
export function sdkClientConfig(): {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
} {
  return {
    maxAttempts: attemptsMax,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without it the SDK only warns that the request takes too long, and waits on.
      throwOnRequestTimeout: true,
    },
  };
}
