import { createHash } from 'node:crypto';
import { archivedOperationsPrefix } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import type { ArchiveEntry, ArchiveStore } from '@redoubt/ledger-archive';
import type { ListedObject } from '../../src/adapters/archive-bucket.ts';

/** A bucket as those see it who write an archive and who read it: nothing is written over. */
export class ArchiveInMemory implements ArchiveStore {
  readonly objects = new Map<string, string>();
  /** Puts so many objects and gives no answer to the next: as a crash right after a put. */
  answersLeft = Number.POSITIVE_INFINITY;

  /** When an object was written, as listings say. */
  writtenAt: (key: string) => Date = () => new Date(0);
  /** Keys of objects in Glacier. */
  readonly cold = new Set<string>();

  async putOnce(key: string, text: string): Promise<void> {
    const known = this.objects.get(key);
    if (known !== undefined && known !== text) throw new Error(`another ${key} is there`);
    this.objects.set(key, text);
    if (this.answersLeft-- <= 0) throw new FaultError('store_unreachable', 'said by the test');
  }

  async *entries(prefix: string): AsyncGenerator<ArchiveEntry> {
    for (const [key, text] of [...this.objects].sort(([left], [right]) => (left < right ? -1 : 1))) {
      const md5 = createHash('md5').update(text).digest('hex');
      if (key.startsWith(prefix)) yield { key, md5, isCold: false };
    }
  }

  async restore(): Promise<void> {
    throw new Error('nothing is cold here');
  }

  async read(key: string): Promise<string | undefined> {
    return this.objects.get(key);
  }

  async *keysFrom(key: string): AsyncGenerator<string> {
    for await (const known of this.entries(archivedOperationsPrefix)) if (known.key >= key) yield known.key;
  }

  async *objectsAfter(prefix: string, after = ''): AsyncGenerator<ListedObject> {
    for await (const { key } of this.entries(prefix)) {
      const bytes = Buffer.byteLength(this.objects.get(key) ?? '');
      if (key > after) yield { key, bytes, lastModified: this.writtenAt(key), isCold: this.cold.has(key) };
    }
  }

  text(key: string): Promise<string | undefined> {
    return this.read(key);
  }

  /** Every line, parsed, in the order of the keys. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.objects]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, text]) => text.trimEnd().split('\n'))
      .map((line) => JSON.parse(line));
  }
}
