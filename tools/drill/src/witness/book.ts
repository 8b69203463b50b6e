import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import type { BookEntry } from './book-entry.ts';
import { bookLineOf } from './book-line.ts';

/**
 * The witness's book: every request, attempt, answer and webhook in the order of their arrival.
 *
 * Entries are only added. The book holds only what a client can see, so that the verdict does not depend on the platform.
 */
export class Book implements AsyncDisposable {
  readonly #entries: BookEntry[] = [];
  readonly #file: WriteStream | undefined;

  /** @param path NDJSON file that receives each entry; without one the book is kept in memory alone. */
  constructor(path?: string) {
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    this.#file = createWriteStream(path, { flags: 'w' });
  }

  write(entry: BookEntry): void {
    this.#entries.push(entry);
    this.#file?.write(`${bookLineOf(entry)}\n`);
  }

  entries(): readonly BookEntry[] {
    return this.#entries;
  }

  /** Flushes the file. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#file === undefined || this.#file.closed) return;
    this.#file.end();
    await once(this.#file, 'close');
  }
}
