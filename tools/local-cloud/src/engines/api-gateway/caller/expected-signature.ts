import { createHash } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { isSame } from '../../../protocol/http/caller-check.ts';
import type { KnownSession } from '../../../protocol/role-credentials.ts';
import type { HttpRequest } from '../http-request.ts';
import type { SignedAuthorization } from './authorization-header.ts';
import { signingName } from './signature-faults.ts';

/** Tells whether a request is the one that its caller has signed, with the signer of the AWS SDK. */
export async function isSignedBy(
  request: HttpRequest,
  {
    authorization,
    session,
    sessionToken,
    signedAt,
  }: {
    readonly authorization: SignedAuthorization;
    readonly session: KnownSession;
    readonly sessionToken: string;
    /** Milliseconds since 1970. */
    readonly signedAt: number;
  },
): Promise<boolean> {
  // The signer takes a stated hash for the body's, and leaves this parameter out of what it signs.
  const stated = request.header('x-amz-content-sha256');
  if (stated !== undefined && stated !== createHash('sha256').update(request.body).digest('hex')) return false;
  if ([...request.query.keys()].some((name) => name.toLowerCase() === 'x-amz-signature')) return false;
  const { accessKeyId, region, signedHeaders } = authorization;
  // The signer brings them into this order; the list is part of what is signed.
  if (signedHeaders.join() !== [...new Set(signedHeaders)].sort().join()) return false;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey: session.secretAccessKey, sessionToken },
    region,
    service: signingName,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: request.host,
      path: request.path,
      query: queryOf(request),
      headers: headersOf(request, signedHeaders),
      body: request.body,
    },
    { signingDate: new Date(signedAt), signableHeaders: new Set(signedHeaders) },
  );
  const [, expected] = /Signature=([0-9a-f]{64})$/.exec(headers['authorization'] ?? '') ?? [];
  return expected !== undefined && isSame(authorization.signature, expected);
}

/** Names are the caller's: one may be `__proto__`. */
function queryOf({ query }: HttpRequest): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const name of query.keys()) values[name] = query.getAll(name);
  return values;
}

/** The headers that are signed; the values of one that comes several times are joined, as the canonical request has them. */
function headersOf({ headerList }: HttpRequest, names: readonly string[]): Record<string, string> {
  const valuesOf = (wanted: string) => headerList.filter(([name]) => name.toLowerCase() === wanted);
  return Object.fromEntries(
    names.map((name) => [
      name,
      valuesOf(name)
        .map(([, value]) => value.trim())
        .join(','),
    ]),
  );
}
