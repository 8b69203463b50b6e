import type { FilePart } from './export-job.ts';

/** Smallest part of an upload that is not its last, by S3: 5 MiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const partBytesMin = 5 * 1024 * 1024;

/** Files of exports, in this region's bucket. */
export interface ExportFiles {
  /**
   * Writes a file that fits into memory, over one that is there.
   *
   * @throws FaultError `store_unreachable`, as all of these do
   */
  write(key: string, body: Buffer): Promise<void>;
  /** Begins a file of parts; answers the id of the upload. */
  begin(key: string): Promise<string>;
  /** Writes a part, over an earlier one of its number; `gone` when there is no such upload any more. */
  writePart(
    upload: { readonly key: string; readonly uploadId: string },
    part: { readonly number: number; readonly body: Buffer },
  ): Promise<FilePart | 'gone'>;
  /** Makes the file of its parts; `gone` when there is no such upload any more, or a part is another one by now. */
  finish(
    upload: { readonly key: string; readonly uploadId: string },
    parts: readonly FilePart[],
  ): Promise<'finished' | 'gone'>;
}
