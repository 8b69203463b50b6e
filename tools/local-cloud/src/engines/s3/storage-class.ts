import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { StoredObject } from './object-version.ts';

/**
 * Whether an object can only be read from a restored copy. Glacier Instant Retrieval is no archive in that sense.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html
 */
export function isArchived({ storageClass }: StoredObject): boolean {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
}

export function isRestoring({ restoration }: StoredObject, nowMs: number): boolean {
  return restoration !== undefined && nowMs < restoration.readyAtMs;
}

/** Whether there is a temporary copy of an archived object. */
export function isRestored({ restoration }: StoredObject, nowMs: number): boolean {
  return restoration !== undefined && nowMs >= restoration.readyAtMs && nowMs < restoration.expiresAtMs;
}

/** @throws AwsError `InvalidObjectState` for an archived object without a copy */
export function refuseArchived(object: StoredObject, nowMs: number): void {
  if (!isArchived(object) || isRestored(object, nowMs)) return;
  throw new AwsError('InvalidObjectState', "The operation is not valid for the object's storage class", 403);
}

/** Headers of a class other than S3's own first one, and of a restoration: HEAD and GET answer both. */
export function storageClassHeaders(object: StoredObject, nowMs: number): Record<string, string> {
  const { storageClass, restoration } = object;
  if (storageClass === undefined) return {};
  const restore = isRestoring(object, nowMs)
    ? { 'x-amz-restore': 'ongoing-request="true"' }
    : restoration !== undefined && isRestored(object, nowMs)
      ? {
          'x-amz-restore': `ongoing-request="false", expiry-date="${new Date(restoration.expiresAtMs).toUTCString()}"`,
        }
      : {};
  return { 'x-amz-storage-class': storageClass, ...restore };
}
