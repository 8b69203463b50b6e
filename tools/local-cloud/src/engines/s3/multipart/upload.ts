import { z } from 'zod';
import { StoredObject } from '../object-version.ts';

/** A part that was uploaded; of two with one number the later counts. */
export const UploadedPart = z.strictObject({
  number: z.number().int(),
  bytes: z.number().int().min(0),
  /** With its quotes, as HTTP writes it. */
  etag: z.string(),
  /** Base64; absent where the upload named no algorithm. */
  checksum: z.string().optional(),
  /** Name of the file with its body. */
  file: z.string(),
});
export type UploadedPart = z.infer<typeof UploadedPart>;

/** An upload in parts, as it was begun. */
export const Upload = z.strictObject({
  uploadId: z.string(),
  key: z.string(),
  headers: StoredObject.shape.headers,
  /** Algorithm of the parts' checksums, e.g. `crc32`. */
  algorithm: z.string().optional(),
});
export type Upload = z.infer<typeof Upload>;
