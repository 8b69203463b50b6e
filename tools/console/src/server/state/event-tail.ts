import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { RecordedEvent } from '@redoubt/local-cloud';

/** Most that is read at once, in bytes: the rest comes with the next look. */
const bytesMax = 1024 * 1024;
/** Longest line, in bytes: events are 256 KB at most. */
const lineBytesMax = 512 * 1024;

/**
 * Follows a region's file of events as it grows.
 *
 * The file outlives its region, so a region's last events are seen after its death. A file that is not there yet is looked for again.
 */
export class EventTail {
  readonly #path: string;
  #file: number | undefined;
  #offset = 0;
  #rest = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /** Events since the last look, oldest first. */
  look(): readonly RecordedEvent[] {
    const chunk = this.#read();
    if (chunk === undefined) return [];
    const text = Buffer.concat([this.#rest, chunk]);
    const end = text.lastIndexOf(0x0a) + 1;
    const rest = text.subarray(end);
    // A region that was killed while it wrote leaves half a line, and goes on behind it after a restore.
    this.#rest = rest.length > lineBytesMax ? Buffer.alloc(0) : Buffer.from(rest);
    return text.subarray(0, end).toString('utf8').split('\n').flatMap(parsed);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(): Buffer | undefined {
    try {
      this.#file ??= openSync(this.#path, 'r');
      const size = fstatSync(this.#file).size;
      if (size <= this.#offset) return undefined;
      const chunk = Buffer.alloc(Math.min(bytesMax, size - this.#offset));
      const count = readSync(this.#file, chunk, 0, chunk.length, this.#offset);
      this.#offset += count;
      return chunk.subarray(0, count);
    } catch {
      return undefined;
    }
  }
}

function parsed(line: string): readonly RecordedEvent[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as RecordedEvent];
  } catch {
    return [];
  }
}
