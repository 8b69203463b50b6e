import { gzipSync } from 'node:zlib';

/** One file as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly gzipped: Buffer;
  /**
   * Content security policy.
   *
   * @default - the one of the page
   */
  readonly policy?: string;
}

export function pageFile(type: string, content: Uint8Array): PageFile {
  return { type, gzipped: gzipSync(content, { level: 9 }) };
}
