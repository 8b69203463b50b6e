import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { archivedOperationsPrefix } from '@redoubt/contracts';
import { FaultError, sdkClientConfig } from '@redoubt/lambda-kit';

export interface ArchiveBucketProps {
  readonly name: string;
  readonly client?: S3Client;
}

/** An object as a listing shows it. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly lastModified: Date;
  /** Whether it must be restored before it is read. */
  readonly isCold: boolean;
}

/** This region's archive. S3 copies what is put here to the other region's, later. */
export class ArchiveBucket {
  readonly #name: string;
  readonly #client: S3Client;

  constructor({ name, client = new S3Client(sdkClientConfig()) }: ArchiveBucketProps) {
    this.#name = name;
    this.#client = client;
  }

  /**
   * Puts an object that nobody may ever change; done as well when it is there already.
   *
   * @throws Error when the key holds something else; FaultError `store_unreachable` when S3 gives no answer
   */
  async putOnce(key: string, text: string): Promise<void> {
    const put = new PutObjectCommand({
      Bucket: this.#name,
      Key: key,
      Body: text,
      ContentType: 'text/plain; charset=utf-8',
      IfNoneMatch: '*',
    });
    try {
      await this.#client.send(put);
    } catch (error) {
      if (!isNamed(error, 'PreconditionFailed')) throw unreachableBy(error, key);
      if ((await this.text(key)) !== text) {
        throw new Error(`the archive holds another ${key}; nothing may be written over it: compare the two`);
      }
    }
  }

  /** Keys of the objects of operations from one on, in order. */
  async *keysFrom(key: string): AsyncGenerator<string> {
    // S3 starts after a key; whatever lacks its last letter comes right before it.
    for await (const found of this.objectsAfter(archivedOperationsPrefix, key.slice(0, -1))) yield found.key;
  }

  /**
   * Objects below a prefix, in the order of their keys.
   *
   * @param after a key, which need not be there; from the beginning without one
   */
  async *objectsAfter(prefix: string, after?: string): AsyncGenerator<ListedObject> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.#name, Prefix: prefix, StartAfter: after },
    );
    try {
      for await (const { Contents = [] } of pages) {
        for (const { Key: key, Size: bytes, LastModified: lastModified, StorageClass } of Contents) {
          if (key === undefined || bytes === undefined || lastModified === undefined) continue;
          yield { key, bytes, lastModified, isCold: StorageClass === 'GLACIER' || StorageClass === 'DEEP_ARCHIVE' };
        }
      }
    } catch (error) {
      throw unreachableBy(error, prefix);
    }
  }

  /** Text of an object; undefined when there is none. */
  async text(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#name, Key: key }));
      return await Body?.transformToString();
    } catch (error) {
      if (isNamed(error, 'NoSuchKey')) return undefined;
      throw unreachableBy(error, key);
    }
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** An object may have been put all the same: putting it again is safe. */
function unreachableBy(cause: unknown, key: string): FaultError {
  return new FaultError('store_unreachable', `the archive gave no answer for ${key}`, { cause });
}
