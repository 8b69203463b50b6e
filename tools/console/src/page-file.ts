import { gzipSync } from 'node:zlib';

/** One file as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly gzipped: Buffer;
  /**
   * What it may load.
   *
   * @default - what the page may
   */
  readonly policy?: string;
}

export function pageFile(type: string, content: Uint8Array): PageFile {
  return { type, gzipped: gzipSync(content, { level: 9 }) };
}
