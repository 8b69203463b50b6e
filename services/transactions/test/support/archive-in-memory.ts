import { archivedOperationsPrefix } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';

/** A bucket as the archiver sees it: nothing is written over. */
export class ArchiveInMemory {
  readonly objects = new Map<string, string>();
  /** Puts so many objects and gives no answer to the next: as a crash right after a put. */
  answersLeft = Number.POSITIVE_INFINITY;

  async putOnce(key: string, text: string): Promise<void> {
    const known = this.objects.get(key);
    if (known !== undefined && known !== text) throw new Error(`another ${key} is there`);
    this.objects.set(key, text);
    if (this.answersLeft-- <= 0) throw new FaultError('store_unreachable', 'said by the test');
  }

  async *keysFrom(key: string): AsyncGenerator<string> {
    const listed = [...this.objects.keys()].filter((known) => known.startsWith(archivedOperationsPrefix)).sort();
    yield* listed.filter((known) => known >= key);
  }

  /** Every line, parsed, in the order of the keys. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    return [...this.objects]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, text]) => text.trimEnd().split('\n'))
      .map((line) => JSON.parse(line));
  }
}
