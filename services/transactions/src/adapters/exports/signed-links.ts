import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sdkClientConfig } from '@redoubt/lambda-kit';
import type { ExportLinks } from '../../exporting/show-export-route.ts';

/**
 * Links to files in this region's bucket, signed with the function's own role: S3 looks at what the role may when a link is used. None is
 * good for longer than the role's credentials are.
 */
export class SignedLinks implements ExportLinks {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor({
    bucket,
    client = new S3Client(sdkClientConfig()),
  }: { readonly bucket: string; readonly client?: S3Client }) {
    this.#bucket = bucket;
    this.#client = client;
  }

  link(key: string, seconds: number): Promise<string> {
    return getSignedUrl(this.#client, new GetObjectCommand({ Bucket: this.#bucket, Key: key }), { expiresIn: seconds });
  }
}
