import { AwsError } from '../../../protocol/aws/aws-call.ts';
import type { S3Request } from '../s3-request.ts';

/** Most entries of a page; S3 accepts a larger number and returns no more than this. */
const pageKeysMax = 1000;

/** How many entries a page may have. */
export function keysMax(query: S3Request['query']): number {
  const given = query.get('max-keys') ?? String(pageKeysMax);
  if (!/^\d{1,10}$/.test(given))
    throw new AwsError('InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(Number(given), pageKeysMax);
}

/** How keys are written into the answer: as they are, or encoded, so that XML can carry any character. */
export function keyEncoding(query: S3Request['query']): (key: string) => string {
  const type = query.get('encoding-type');
  if (type === undefined) return (key) => key;
  if (type !== 'url') throw new AwsError('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (key) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
