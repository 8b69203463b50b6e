import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request to a route of operators, before it is signed. */
export interface OperatorRequest {
  readonly method: 'GET' | 'POST';
  /** By the region's own name: the public one may lead to another region, for which the signature is not good. */
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as it must be sent, for `fetch` or any other client; the `Host` header follows from the URL. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Signing {
  /** Those of a role, or the SDK's provider that finds them: `fromNodeProviderChain()` in an account. */
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  /** Region whose API is called. */
  readonly region: string;
}

/** Signs a request with Signature Version 4, every header included; it is good for five minutes. */
export async function signRequest(
  { method, url, headers = {}, body }: OperatorRequest,
  { credentials, region }: Signing,
): Promise<SignedRequest> {
  const target = new URL(url);
  const parameters = [...target.searchParams];
  // `+` for a space is not how signatures spell it.
  target.search = parameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: Sha256 });
  const { host: _, ...signed } = (
    await signer.sign({
      method,
      protocol: target.protocol,
      hostname: target.hostname,
      path: target.pathname,
      query: Object.fromEntries(parameters.map(([name]) => [name, target.searchParams.getAll(name)])),
      headers: { ...lowerCase(headers), host: target.host },
      ...(body === undefined ? {} : { body }),
    })
  ).headers;
  return { method, url: target.href, headers: signed, ...(body === undefined ? {} : { body }) };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
