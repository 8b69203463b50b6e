import { randomBytes } from 'node:crypto';
import { AwsError } from '../../../protocol/aws/aws-call.ts';
import type { BucketLog, UploadChange } from '../bucket-log.ts';
import type { Upload, UploadedPart } from './upload.ts';

/** An upload with the parts that have come, by number. */
interface Begun {
  readonly upload: Upload;
  readonly parts: Map<number, UploadedPart>;
}

/** A bucket's uploads that are neither completed nor aborted. They outlive the region's process, as on AWS. */
export class Uploads {
  readonly #log: BucketLog;
  readonly #discard: (file: string) => void;
  readonly #begun = new Map<string, Begun>();

  /** @param discard removes a body that belongs to nothing any more */
  constructor(log: BucketLog, discard: (file: string) => void) {
    this.#log = log;
    this.#discard = discard;
  }

  /** Takes over a change of an earlier process. */
  adopt(change: UploadChange): void {
    if (change.change === 'upload_begun')
      this.#begun.set(change.upload.uploadId, { upload: change.upload, parts: new Map() });
    else if (change.change === 'part_uploaded')
      this.#begun.get(change.uploadId)?.parts.set(change.part.number, change.part);
    else this.#begun.delete(change.uploadId);
  }

  begin(upload: Omit<Upload, 'uploadId'>): Upload {
    const begun: Upload = { uploadId: randomBytes(48).toString('base64url'), ...upload };
    this.#record({ change: 'upload_begun', upload: begun });
    return begun;
  }

  /** @throws AwsError `NoSuchUpload` */
  of(key: string, uploadId: string): Begun {
    const begun = this.#begun.get(uploadId);
    if (begun !== undefined && begun.upload.key === key) return begun;
    throw new AwsError(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
    );
  }

  /** Takes a part, in the place of an earlier one of its number. */
  addPart({ uploadId }: Upload, part: UploadedPart): void {
    const replaced = this.#begun.get(uploadId)?.parts.get(part.number);
    this.#record({ change: 'part_uploaded', uploadId, part });
    if (replaced !== undefined) this.#discard(replaced.file);
  }

  /** Forgets an upload with all its parts. */
  end({ uploadId }: Upload): void {
    const parts = [...(this.#begun.get(uploadId)?.parts.values() ?? [])];
    this.#record({ change: 'upload_ended', uploadId });
    for (const { file } of parts) this.#discard(file);
  }

  #record(change: UploadChange): void {
    this.#log.append(change);
    this.adopt(change);
  }
}
