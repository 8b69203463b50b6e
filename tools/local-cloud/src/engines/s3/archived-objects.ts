import { AwsError, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import type { Bucket } from './bucket.ts';
import { verifyChecksums } from './checksums.ts';
import { decodeChunks } from './decode-chunks.ts';
import { objectFor } from './get-object.ts';
import { refuseUnknownHeaders } from './known-headers.ts';
import type { S3Request } from './s3-request.ts';
import { isArchived, isRestored, isRestoring } from './storage-class.ts';

const dayMs = 86_400_000;
const document =
  /^(?:<\?xml[^>]*\?>)?\s*<RestoreRequest(?:\s[^>]*)?><Days>(\d{1,5})<\/Days><GlacierJobParameters><Tier>(\w+)<\/Tier><\/GlacierJobParameters><\/RestoreRequest>\s*$/;

/**
 * Asks for a temporary copy of an archived object, which is there later and for some days; asked again, it stays longer.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html: 202 for the first request, 200 when there is a copy,
 * 409 while one is made; 403 for a class that is read at once.
 *
 * @throws AwsError `InvalidObjectState`, `RestoreAlreadyInProgress`, `MalformedXML`, and as reading does
 */
export function restoreObject(bucket: Bucket, request: S3Request): AwsResponse {
  refuseUnknownHeaders(request.headers, []);
  const { body, trailers } = decodeChunks(request.body, request.headers);
  verifyChecksums(body, { ...request.headers, ...trailers });
  const days = daysOf(body.toString('utf8'));
  const object = objectFor(bucket, request);
  const nowMs = Date.now();
  if (!isArchived(object)) {
    throw new AwsError('InvalidObjectState', "Restore is not allowed for the object's current storage class", 403);
  }
  if (isRestoring(object, nowMs)) {
    throw new AwsError('RestoreAlreadyInProgress', 'Object restore is already in progress', 409);
  }
  const hasCopy = isRestored(object, nowMs);
  const readyAtMs = hasCopy ? nowMs : nowMs + bucket.restorationMs;
  // S3 rounds up to midnight UTC: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
  const expiresAtMs = Math.ceil((readyAtMs + days * dayMs) / dayMs) * dayMs;
  bucket.restore(object, { readyAtMs, expiresAtMs });
  return { status: hasCopy ? 200 : 202, headers: {}, body: '' };
}

function daysOf(xml: string): number {
  const [, days, tier = ''] = document.exec(xml) ?? [];
  if (days === undefined || Number(days) < 1) {
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  if (tier === 'Standard' || tier === 'Bulk') return Number(days);
  throw new AwsError('NotImplemented', `tier ${tier} is not simulated; Standard and Bulk are`, 501);
}
