import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { withoutTestCard } from '../card-scan/card-number.ts';
import type { BookEntry } from './book-entry.ts';

/**
 * The witness's own book: every request, attempt, answer and webhook, in the order it saw them.
 *
 * Entries are only ever added. The book knows nothing of the platform beyond what a client can see, so that the verdict
 * rests on it alone.
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
    // The load sends a card number to see it refused; no file is to hold it, not even this one.
    this.#file?.write(`${withoutTestCard(JSON.stringify(entry))}\n`);
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
