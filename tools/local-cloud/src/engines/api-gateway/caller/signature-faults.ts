import { amzDate } from '../../../protocol/aws/amz-date.ts';
import type { SignedAuthorization } from './authorization-header.ts';

/** How far a request's clock may be from the gateway's, in milliseconds: the texts below say `5 min.`. */
export const clockSkewMsMax = 5 * 60_000;

/** Signing name of API Gateway's REST APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html */
export const signingName = 'execute-api';

/**
 * Why a signature is not looked at, in the words of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html; undefined when it is.
 *
 * The order of the checks is not documented.
 */
export function signatureFault(
  { date, region, service, terminator, signedHeaders }: SignedAuthorization,
  here: {
    readonly region: string;
    readonly now: number;
    /** As the header has it. */
    readonly signedAt: string;
  },
): string | undefined {
  if (terminator !== 'aws4_request') return "Credential should be scoped with a valid terminator: 'aws4_request'.";
  if (region !== here.region) return `Credential should be scoped to a valid region, not '${region}'.`;
  if (service !== signingName) return `Credential should be scoped to correct service: '${signingName}'.`;
  const day = here.signedAt.slice(0, 8);
  if (date !== day) {
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${here.signedAt}'.`;
  }
  // https://github.com/babbel/okhttp-aws-signer/issues/10
  if (!signedHeaders.includes('host')) return "'Host' must be a 'SignedHeader' in the AWS Authorization.";
  // A time that is not signed could be written anew each time that the request is repeated.
  if (!signedHeaders.includes('x-amz-date')) return "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.";
  return timeFault(here);
}

function timeFault({ now, signedAt }: { readonly now: number; readonly signedAt: string }): string | undefined {
  const at = amzDate(signedAt) ?? Number.NaN;
  const bound = (offsetMs: number) => basicFormat(now + offsetMs);
  // https://github.com/cognitect-labs/aws-api/issues/255, of a call under this signing name.
  if (at < now - clockSkewMsMax) {
    return `Signature expired: ${signedAt} is now earlier than ${bound(-clockSkewMsMax)} (${bound(0)} - 5 min.)`;
  }
  if (at > now + clockSkewMsMax) {
    return `Signature not yet current: ${signedAt} is still later than ${bound(clockSkewMsMax)} (${bound(0)} + 5 min.)`;
  }
  return undefined;
}

function basicFormat(at: number): string {
  return `${new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
}
