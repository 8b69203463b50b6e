import { FaultError } from '@redoubt/lambda-kit';
import type { ExportFiles } from '../../../src/exporting/export-files.ts';
import type { FilePart } from '../../../src/exporting/export-job.ts';

/** A bucket of exports that keeps what it is given, or only counts it. */
export class FilesInMemory implements ExportFiles {
  readonly files = new Map<string, string>();
  readonly uploads = new Map<string, Map<number, string>>();
  /** Sizes of the parts, and of the files that were written at once, in the order in which they came. */
  readonly sizes: number[] = [];
  /** Calls that are answered before there is no answer any more, though the call is carried out. */
  answersLeft = Number.POSITIVE_INFINITY;
  readonly #keepsBodies: boolean;

  constructor({ keepsBodies = true }: { readonly keepsBodies?: boolean } = {}) {
    this.#keepsBodies = keepsBodies;
  }

  async write(key: string, body: Buffer): Promise<void> {
    this.sizes.push(body.length);
    this.files.set(key, this.#textOf(body));
    this.#answer();
  }

  async begin(key: string): Promise<string> {
    const uploadId = `upload ${this.uploads.size + 1} of ${key}`;
    this.uploads.set(uploadId, new Map());
    this.#answer();
    return uploadId;
  }

  async writePart(
    { uploadId }: { readonly key: string; readonly uploadId: string },
    { number, body }: { readonly number: number; readonly body: Buffer },
  ): Promise<FilePart | 'gone'> {
    const parts = this.uploads.get(uploadId);
    if (parts === undefined) return 'gone';
    this.sizes.push(body.length);
    parts.set(number, this.#textOf(body));
    this.#answer();
    return { etag: `part ${number}`, checksum: 'AAAAAA==' };
  }

  async finish(
    { key, uploadId }: { readonly key: string; readonly uploadId: string },
    parts: readonly FilePart[],
  ): Promise<'finished' | 'gone'> {
    const written = this.uploads.get(uploadId);
    if (written === undefined) return 'gone';
    this.files.set(key, parts.map((_, index) => written.get(index + 1) ?? '').join(''));
    this.uploads.delete(uploadId);
    this.#answer();
    return 'finished';
  }

  #textOf(body: Buffer): string {
    return this.#keepsBodies ? body.toString('utf8') : '';
  }

  #answer(): void {
    if (this.answersLeft-- <= 0) throw new FaultError('store_unreachable', 'said by the test');
  }
}
