import { AwsError, type AwsRequest } from '../../../protocol/aws/aws-call.ts';
import { functionSecret } from '../../../protocol/function-credentials.ts';
import { isSame } from '../../../protocol/http/caller-check.ts';
import { linkSignature, type SentRequest } from './link-signature.ts';
import { signedLinkOf } from './signed-link.ts';

/** How far a signer's clock may be ahead: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html, 15 minutes. */
const clockSkewMsMax = 15 * 60_000;

/**
 * Makes the call that a presigned link stands for; undefined when the request carries no signature in its query.
 *
 * The call is its signer's: what the signer may do is looked at afterwards, when the link is used. Links to read are simulated alone.
 *
 * @param isFunction whether an access key is a function's of this region: they alone make links
 * @throws AwsError `AuthorizationQueryParametersError`, `AccessDenied`, `InvalidAccessKeyId`, `SignatureDoesNotMatch`
 */
export function followLink(
  sent: SentRequest & Pick<AwsRequest, 'body'>,
  { isFunction, nowMs }: { readonly isFunction: (accessKeyId: string) => boolean; readonly nowMs: number },
): AwsRequest | undefined {
  const link = signedLinkOf(sent.query);
  if (link === undefined) return undefined;
  if (sent.headers['authorization'] !== undefined) {
    throw new AwsError(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  if (link.signedAtMs > nowMs + clockSkewMsMax) throw new AwsError('AccessDenied', 'Request is not valid yet', 403);
  if (nowMs >= link.expiresAtMs) throw new AwsError('AccessDenied', 'Request has expired', 403);
  if (!isFunction(link.accessKeyId)) {
    throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
  }
  if (!isSame(link.signature, linkSignature(link, sent, functionSecret))) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  }
  // What the Authorization header would have kept out of a request without this parameter.
  const unsigned = Object.keys(sent.headers).find(
    (name) => name.startsWith('x-amz-') && !link.signedHeaders.includes(name),
  );
  if (unsigned !== undefined) {
    throw new AwsError('AccessDenied', 'There were headers present in the request which were not signed', 403);
  }
  if (sent.method !== 'GET' && sent.method !== 'HEAD') {
    throw new AwsError('NotImplemented', `a presigned ${sent.method} is not simulated; GET and HEAD are`, 501);
  }
  return {
    service: 's3',
    region: link.region,
    caller: link.accessKeyId,
    method: sent.method,
    path: sent.path,
    query: new URLSearchParams([...sent.query].filter(([name]) => !/^x-amz-/i.test(name))),
    headers: { ...sent.headers, ...headersInQuery(sent.query) },
    body: sent.body,
  };
}

/** Headers of S3 that a signer has moved into the query, e.g. `x-amz-checksum-mode`. */
function headersInQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].filter(([name]) => name.startsWith('x-amz-')));
}
