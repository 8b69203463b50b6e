import { amzDate } from '../../../protocol/aws/amz-date.ts';
import { AwsError } from '../../../protocol/aws/aws-call.ts';

const algorithm = 'AWS4-HMAC-SHA256';
const required = ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'] as const;

/** Longest time that a link may be good for, in seconds: a week. */
const expirySecondsMax = 604_800;

/** A request that carries its signature in the query, as it was sent. */
export interface SignedLink {
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential's scope. */
  readonly day: string;
  readonly region: string;
  /** As it was sent, e.g. `20261129T143000Z`. */
  readonly signedAt: string;
  readonly signedAtMs: number;
  readonly expiresAtMs: number;
  /** Lower-case names. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Reads the parameters of a presigned request to S3; undefined when there are none.
 *
 * Bounds as https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html has them: `X-Amz-Expires` is 1 to 604,800.
 *
 * @throws AwsError `AuthorizationQueryParametersError` in the words of S3
 */
export function signedLinkOf(query: URLSearchParams): SignedLink | undefined {
  if (!query.has('X-Amz-Algorithm') && !query.has('X-Amz-Signature')) return undefined;
  const given = Object.fromEntries(required.map((name) => [name, query.getAll(`X-Amz-${name}`)]));
  if (required.some((name) => given[name]?.length !== 1 || given[name]?.[0] === '')) {
    throw refusal(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const value = (name: (typeof required)[number]) => given[name]?.[0] ?? '';
  if (value('Algorithm') !== algorithm) throw refusal(`X-Amz-Algorithm only supports "${algorithm}"`);
  const [accessKeyId, day, region, service, terminator, ...more] = value('Credential').split('/');
  const isScope = service === 's3' && terminator === 'aws4_request' && more.length === 0;
  if (!accessKeyId || !day || !region || !isScope) {
    throw refusal(
      'Error parsing the X-Amz-Credential parameter; expected "<access key>/YYYYMMDD/<region>/s3/aws4_request"',
    );
  }
  const signedAt = value('Date');
  const signedAtMs = amzDate(signedAt);
  if (signedAtMs === undefined) throw refusal("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (signedAt.slice(0, 8) !== day)
    throw refusal(
      `Invalid credential date "${day}". This date is not the same as X-Amz-Date: "${signedAt.slice(0, 8)}".`,
    );
  const signedHeaders = value('SignedHeaders').split(';');
  if (!signedHeaders.includes('host')) throw refusal('X-Amz-SignedHeaders must name host');
  const expiresAtMs = signedAtMs + expirySeconds(value('Expires')) * 1000;
  return { accessKeyId, day, region, signedAt, signedAtMs, expiresAtMs, signedHeaders, signature: value('Signature') };
}

function expirySeconds(text: string): number {
  if (!/^-?\d+$/.test(text)) throw refusal('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 1) throw refusal('X-Amz-Expires must be non-negative');
  if (seconds > expirySecondsMax) {
    throw refusal(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${expirySecondsMax} seconds`,
    );
  }
  return seconds;
}

function refusal(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', message);
}
