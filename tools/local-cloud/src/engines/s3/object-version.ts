import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Of a version that a rule wants copied: whether it is, or that it came as a copy. Absent when no rule wants it. */
const ReplicationStatus = z.enum(['PENDING', 'COMPLETED', 'REPLICA']);

const identity = {
  key: z.string(),
  /** `null` in a bucket without versioning, as S3 writes it. */
  versionId: z.string(),
  /** When the version was made, RFC 3339; a copy keeps the time of its source. */
  lastModified: z.string(),
  replication: ReplicationStatus.optional(),
};

/** A version with a body. */
export const StoredObject = z.strictObject({
  kind: z.literal('object'),
  ...identity,
  bytes: z.number().int().min(0),
  /** With its quotes, as HTTP writes it. */
  etag: z.string(),
  /** The checksum that the object was sent with, e.g. `{ name: 'crc32', value: 'AAAAAA==' }`. */
  checksum: z.strictObject({ name: z.string(), value: z.string() }).optional(),
  /** Headers that come back with the object: content type and the like, and `x-amz-meta-*`. */
  headers: z.record(z.string(), z.string()),
  /** Absent for the class STANDARD, as in S3's headers. */
  storageClass: z.enum(['GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE']).optional(),
  /** The temporary copy of an archived object, asked for last; in milliseconds since 1970. */
  restoration: z.strictObject({ readyAtMs: z.number(), expiresAtMs: z.number() }).optional(),
  /** Name of the file with the body. */
  file: z.string(),
});
export type StoredObject = z.infer<typeof StoredObject>;

/** A delete marker. */
const DeleteMarker = z.strictObject({ kind: z.literal('delete_marker'), ...identity });
export type DeleteMarker = z.infer<typeof DeleteMarker>;

/** One version of an object, as the bucket's log and the calls between regions hold it. */
export const ObjectVersion = z.discriminatedUnion('kind', [StoredObject, DeleteMarker]);
export type ObjectVersion = z.infer<typeof ObjectVersion>;

/** A version id in S3's form: 32 opaque characters. */
export function newVersionId(): string {
  return randomBytes(24).toString('base64url');
}
