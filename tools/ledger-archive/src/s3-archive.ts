import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveStore } from './archive-store.ts';

/** An archive in S3. */
export class S3Archive implements ArchiveStore {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor(bucket: string, config: S3ClientConfig) {
    this.#bucket = bucket;
    this.#client = new S3Client(config);
  }

  async *keys(prefix: string): AsyncGenerator<string> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
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
      throw this.#unreachable(key, cause);
    }
  }

  #unreachable(key: string, cause: unknown): ArchiveError {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return new ArchiveError('archive_unreachable', `s3://${this.#bucket}/${key} gave no answer (${why})`, { cause });
  }
}
