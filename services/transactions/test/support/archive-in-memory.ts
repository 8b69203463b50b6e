import { archivedOperationsPrefix } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import type { ArchiveStore } from '@redoubt/ledger-archive';

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

  async *keys(prefix: string): AsyncGenerator<string> {
    yield* [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  async read(key: string): Promise<string | undefined> {
    return this.objects.get(key);
  }

  async *keysFrom(key: string): AsyncGenerator<string> {
    for await (const known of this.keys(archivedOperationsPrefix)) if (known >= key) yield known;
  }

  /** Every line, parsed, in the order of the keys. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.objects]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, text]) => text.trimEnd().split('\n'))
      .map((line) => JSON.parse(line));
  }
}
