import { AwsError, type AwsRequest } from '../../protocol/aws/aws-call.ts';

/** Longest key in UTF-8 bytes. */
const keyBytesMax = 1024;

/** A call to S3; an empty key means the bucket itself. */
export interface S3Request {
  readonly bucket: string;
  readonly key: string;
  /** Every parameter once; `x-id`, which only names the operation for people, is left out. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Reads bucket and key off the path: clients of an endpoint that is an IP address always send them there.
 *
 * @throws AwsError `InvalidURI`, `KeyTooLongError`
 */
export function s3Request({ path, query, headers, body }: AwsRequest): S3Request {
  const [, bucket = '', ...rest] = path.split('/');
  const key = decoded(rest.join('/'));
  if (Buffer.byteLength(key) > keyBytesMax) throw new AwsError('KeyTooLongError', 'Your key is too long');
  return {
    bucket: decoded(bucket),
    key,
    query: new Map([...query].filter(([name]) => name !== 'x-id')),
    headers,
    body,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
