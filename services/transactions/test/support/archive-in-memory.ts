import { createHash } from 'node:crypto';
import { archivedOperationsPrefix } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import type { ArchiveEntry, ArchiveStore } from '@redoubt/ledger-archive';

/** A bucket as those see it who write an archive and who read it: nothing is written over. */
export class ArchiveInMemory implements ArchiveStore {
  readonly objects = new Map<string, string>();
  /** Puts so many objects and gives no answer to the next: as a crash right after a put. */
  answersLeft = Number.POSITIVE_INFINITY;

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

  /** Every line, parsed, in the order of the keys. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.objects]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, text]) => text.trimEnd().split('\n'))
      .map((line) => JSON.parse(line));
  }
}
