import {
  GetObjectCommand,
  InvalidObjectState,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveEntry, ArchiveStore, RestoreProgress } from './archive-store.ts';
import { type RestoreOptions, restoreMsMax, restoreObjects } from './restore-objects.ts';

export interface S3ArchiveOptions {
  /**
   * Longest wait for objects of Glacier, in milliseconds.
   *
   * @default - six hours
   */
  readonly restoreWaitMsMax?: number;
  /**
   * Ends that wait.
   *
   * @default - nothing ends it early
   */
  readonly signal?: AbortSignal;
}

/** Classes whose objects are read only from a restored copy. */
const coldClasses: readonly (string | undefined)[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** An archive in S3. */
export class S3Archive implements ArchiveStore {
  readonly #bucket: string;
  readonly #client: S3Client;
  readonly #restoration: Pick<RestoreOptions, 'waitMsMax' | 'signal'>;

  constructor(
    bucket: string,
    config: S3ClientConfig,
    { restoreWaitMsMax = restoreMsMax, signal }: S3ArchiveOptions = {},
  ) {
    this.#bucket = bucket;
    this.#client = new S3Client(config);
    this.#restoration = { waitMsMax: restoreWaitMsMax, signal };
  }

  async *entries(prefix: string): AsyncGenerator<ArchiveEntry> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key, ETag, StorageClass } of Contents) {
          // The ETag of an object that was put in one call, encrypted by S3's own keys, is its MD5:
          // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
          const [, md5] = /^"([0-9a-f]{32})"$/.exec(ETag ?? '') ?? [];
          if (Key !== undefined) yield { key: Key, md5, isCold: coldClasses.includes(StorageClass) };
        }
      }
    } catch (cause) {
      throw this.#unreachable(prefix, cause);
    }
  }

  async read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return await Body?.transformToString();
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined;
      // It moved there, or its copy's days ended, since the archive was listed.
      if (cause instanceof InvalidObjectState) {
        throw new ArchiveError('restore_pending', `s3://${this.#bucket}/${key} is in Glacier, and not restored`, {
          cause,
        });
      }
      throw this.#unreachable(key, cause);
    }
  }

  async restore(keys: readonly string[], onProgress: (progress: RestoreProgress) => void): Promise<void> {
    try {
      await restoreObjects({ client: this.#client, bucket: this.#bucket, keys, onProgress, ...this.#restoration });
    } catch (cause) {
      if (cause instanceof ArchiveError || this.#restoration.signal?.aborted === true) throw cause;
      throw this.#unreachable(keys[0] ?? '', cause);
    }
  }

  #unreachable(key: string, cause: unknown): ArchiveError {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return new ArchiveError('archive_unreachable', `s3://${this.#bucket}/${key} gave no answer (${why})`, { cause });
  }
}
