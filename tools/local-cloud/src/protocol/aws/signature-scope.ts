/** Who calls which service where, as an SDK client signs it. */
export interface SignatureScope {
  /** Access key: locally the name of the calling function, or `operator`. */
  readonly caller: string;
  readonly region: string;
  /** Signing name, e.g. `events`. */
  readonly service: string;
}

const credential = /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request[,\s]/;

/**
 * Reads the scope of a Signature Version 4 `Authorization` header; undefined when there is none.
 *
 * The signature itself is not verified: secrets are dummies here, and nothing outside this machine can connect.
 */
export function signatureScope(authorization: string | undefined): SignatureScope | undefined {
  const [, caller, region, service] = credential.exec(authorization ?? '') ?? [];
  if (caller === undefined || region === undefined || service === undefined) return undefined;
  return { caller, region, service };
}
