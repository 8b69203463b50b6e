/** Reasons why an account gives no answer. */
export type AccountErrorCode =
  | 'credentials_missing' // no credentials were found, or they have expired
  | 'access_denied' // the credentials are good for something else
  | 'region_unreachable'; // no answer, for whatever reason

export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;
  constructor(code: AccountErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An AWS account as the preflight reads it. Answers describe the present; nothing is changed. */
export interface AwsAccount {
  /** Version of the CDK's bootstrap stack in a region; undefined when there is none. Throws {@link AccountError}. */
  bootstrapVersion(region: string): Promise<number | undefined>;
  /** Concurrent executions allowed to all functions of a region. Throws {@link AccountError}. */
  functionConcurrency(region: string): Promise<number>;
  /** Letters of a region's zones that are open to this account. Throws {@link AccountError}. */
  zones(region: string): Promise<readonly string[]>;
  /** Letters of the zones in which a service, e.g. `rds-data`, has interface endpoints. Throws {@link AccountError}. */
  endpointZones(region: string, service: string): Promise<readonly string[]>;
  /** Name servers that the public DNS knows for a zone; none when it is not delegated. */
  nameServers(zone: string): Promise<readonly string[]>;
}
