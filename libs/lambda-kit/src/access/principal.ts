import type { Scope } from '@redoubt/contracts';
import type { RequestLimits } from '../limits/request-limits.ts';

/** Who a request comes from, once its credentials have been checked. */
export interface Principal {
  readonly merchantId: string;
  /** The key that was shown, without its secret; undefined for a canary, which has none. */
  readonly keyId: string | undefined;
  readonly scopes: readonly Scope[];
}

/** Credentials as they were sent. */
export interface Credentials {
  /** Values of the header `Authorization`, as many as there were. */
  readonly authorization: readonly string[];
  /** The header that a canary of the failover service carries. */
  readonly canaryPass: string | undefined;
  /** Idempotency key of the request, or else the id in its path: a canary's pass goes with one of them. */
  readonly subject: string;
}

/** Says who may come in. */
export interface Doorkeeper {
  /** How much each may send; without them nobody is counted. */
  readonly limits?: RequestLimits | undefined;
  /**
   * @returns undefined when nobody may come in with these credentials, whatever is wrong with them
   * @throws FaultError `store_unreachable` when it can't be known
   */
  admit(credentials: Credentials, now: Date): Promise<Principal | undefined>;
}
