import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { testCardTexts } from './card-number.ts';
import type { CardScan } from './card-scan.ts';

const needles = testCardTexts.map((text) => Buffer.from(text));

/** Bundles that a drill deploys: their comments hold examples, and they hold nothing that was sent. */
const isCode = /[\\/]cdk\.out[\\/]/;

/** Bytes carried over to the next chunk: a number may lie across two. */
const overlapBytes = Math.max(...needles.map(({ length }) => length)) - 1;

/**
 * Searches every file below a folder: logs, events, objects, tables, databases with their write-ahead log.
 *
 * @returns places as `file@offset`
 */
export async function scanFiles(
  folder: string,
): Promise<Pick<CardScan, 'places'> & { readonly looked: { readonly files: number; readonly megabytes: number } }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const places: string[] = [];
  let [files, bytes] = [0, 0];
  // One file at a time, and one chunk of it: a drill leaves hundreds of megabytes.
  for (const entry of entries.filter((it) => it.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (isCode.test(path)) continue;
    const read = await scanFile(path).catch((error: NodeJS.ErrnoException) => {
      // Running databases remove files.
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (read === undefined) continue;
    files++;
    bytes += read.bytes;
    places.push(...read.offsets.map((offset) => `${relative(folder, path)}@${offset}`));
  }
  return { places, looked: { files, megabytes: bytes / 2 ** 20 } };
}

async function scanFile(path: string): Promise<{ readonly bytes: number; readonly offsets: readonly number[] }> {
  const offsets = new Set<number>();
  let bytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Buffer>) {
    const window = Buffer.concat([tail, chunk]);
    const windowAt = bytes - tail.length;
    for (const needle of needles) {
      const at = window.indexOf(needle);
      // The first of a window is enough to fail the drill.
      if (at >= 0) offsets.add(windowAt + at);
    }
    bytes += chunk.length;
    tail = window.subarray(-overlapBytes);
  }
  return { bytes, offsets: [...offsets] };
}
