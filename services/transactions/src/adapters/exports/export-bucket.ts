import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { FaultError, sdkClientConfig } from '@redoubt/lambda-kit';
import type { ExportFiles } from '../../exporting/export-files.ts';
import type { FilePart } from '../../exporting/export-job.ts';
import { fileHeadersOf } from './file-headers.ts';

/** A part of some megabytes may take longer than other calls; in milliseconds. */
const requestTimeoutMs = 20_000;

/** This region's bucket of exports. Parts carry a CRC-32 each, and S3 checks that the file is made of just these. */
export class ExportBucket implements ExportFiles {
  readonly #name: string;
  readonly #client: Pick<S3Client, 'send'>;

  constructor({
    name,
    client = new S3Client(patientConfig()),
  }: { readonly name: string; readonly client?: Pick<S3Client, 'send'> }) {
    this.#name = name;
    this.#client = client;
  }

  async write(key: string, body: Buffer): Promise<void> {
    const put = new PutObjectCommand({ Bucket: this.#name, Key: key, Body: body, ...fileHeadersOf(key) });
    await this.#client.send(put).catch(unreachable(key));
  }

  async begin(key: string): Promise<string> {
    const create = new CreateMultipartUploadCommand({
      Bucket: this.#name,
      Key: key,
      ChecksumAlgorithm: 'CRC32',
      ...fileHeadersOf(key),
    });
    const { UploadId } = await this.#client.send(create).catch(unreachable(key));
    if (UploadId === undefined) throw new Error(`S3 began an upload of ${key} without an id`);
    return UploadId;
  }

  async writePart(
    { key, uploadId }: { readonly key: string; readonly uploadId: string },
    { number, body }: { readonly number: number; readonly body: Buffer },
  ): Promise<FilePart | 'gone'> {
    const upload = new UploadPartCommand({
      Bucket: this.#name,
      Key: key,
      UploadId: uploadId,
      PartNumber: number,
      Body: body,
      ChecksumAlgorithm: 'CRC32',
    });
    try {
      const { ETag: etag, ChecksumCRC32: checksum } = await this.#client.send(upload);
      if (etag === undefined || checksum === undefined)
        throw new Error(`S3 took a part of ${key} without its checksum`);
      return { etag, checksum };
    } catch (error) {
      if (isNamed(error, 'NoSuchUpload')) return 'gone';
      throw isOurs(error) ? error : unreachableBy(key, error);
    }
  }

  async finish(
    { key, uploadId }: { readonly key: string; readonly uploadId: string },
    parts: readonly FilePart[],
  ): Promise<'finished' | 'gone'> {
    const complete = new CompleteMultipartUploadCommand({
      Bucket: this.#name,
      Key: key,
      UploadId: uploadId,
      MultipartUpload: {
        Parts: parts.map(({ etag, checksum }, index) => ({
          PartNumber: index + 1,
          ETag: etag,
          ChecksumCRC32: checksum,
        })),
      },
    });
    try {
      await this.#client.send(complete);
      return 'finished';
    } catch (error) {
      // An earlier call may have made the file, and nobody learned of it: it is written again. Of two who wrote one part the slower one
      // had the last word.
      if (isNamed(error, 'NoSuchUpload') || isNamed(error, 'InvalidPart')) return 'gone';
      throw isOurs(error) ? error : unreachableBy(key, error);
    }
  }
}

function patientConfig() {
  const config = sdkClientConfig();
  return { ...config, requestHandler: { ...config.requestHandler, requestTimeout: requestTimeoutMs } };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** Refusals of a request that was not as S3 wants it: waiting does not mend them. */
function isOurs(error: unknown): boolean {
  return ['EntityTooSmall', 'InvalidPartOrder', 'InvalidRequest', 'MalformedXML'].some((name) => isNamed(error, name));
}

function unreachable(key: string): (cause: unknown) => never {
  return (cause) => {
    throw unreachableBy(key, cause);
  };
}

function unreachableBy(key: string, cause: unknown): FaultError {
  return new FaultError('store_unreachable', `the bucket of exports gave no answer for ${key}`, { cause });
}
