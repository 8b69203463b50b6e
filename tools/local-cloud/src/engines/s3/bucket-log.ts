import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { Upload, UploadedPart } from './multipart/upload.ts';
import { ObjectVersion, StoredObject } from './object-version.ts';

const versionName = { key: z.string(), versionId: z.string() };

const uploadChanges = [
  z.strictObject({ change: z.literal('upload_begun'), upload: Upload }),
  z.strictObject({ change: z.literal('part_uploaded'), uploadId: z.string(), part: UploadedPart }),
  z.strictObject({ change: z.literal('upload_ended'), uploadId: z.string() }),
] as const;
/** A change of an upload in parts. */
export type UploadChange = z.infer<(typeof uploadChanges)[number]>;

/** A change of a bucket. */
const BucketChange = z.discriminatedUnion('change', [
  ...uploadChanges,
  z.strictObject({ change: z.literal('added'), version: ObjectVersion }),
  z.strictObject({ change: z.literal('removed'), ...versionName }),
  z.strictObject({ change: z.literal('replicated'), ...versionName }),
  z.strictObject({
    change: z.literal('restored'),
    ...versionName,
    restoration: StoredObject.shape.restoration.unwrap(),
  }),
]);
export type BucketChange = z.infer<typeof BucketChange>;

/** A file of a bucket's changes, one JSON line each: what it held when its region was killed. */
export class BucketLog {
  /** Entries of an earlier process. */
  readonly past: readonly BucketChange[];
  readonly #file: number;

  constructor(path: string) {
    this.past = readWholeLines(path).map((line) => BucketChange.parse(JSON.parse(line)));
    this.#file = openSync(path, 'a', 0o600);
  }

  append(change: BucketChange): void {
    writeSync(this.#file, `${JSON.stringify(change)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Reads a file's lines; a last one that a kill left unfinished is cut off, because nobody was answered for it. */
function readWholeLines(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const content = readFileSync(path);
  const end = content.lastIndexOf('\n') + 1;
  if (end < content.length) truncateSync(path, end);
  return content.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
}
