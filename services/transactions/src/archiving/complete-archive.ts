import { archiveKeyOf } from '@redoubt/contracts';
import { archiveObjectOf } from '../domain/archive-object.ts';
import type { ArchiveDependencies } from './archive-operations.ts';

/** Objects read from the ledger at once. */
const batchMax = 500;

/**
 * Writes the last day's objects that this region's archive lacks. Returns their number.
 *
 * S3 copies objects later than the ledger replicates its rows, and a region that is lost takes with it what was not copied.
 * The ledger still knows what they held.
 *
 * @throws Error when the ledger does not give the bytes of that time any more: it was changed, or has forgotten them
 */
export async function completeArchive({ ledger, bucket }: ArchiveDependencies): Promise<number> {
  let objects = await ledger.objectsOfADay(0, batchMax);
  const [first] = objects;
  if (first === undefined) return 0;
  const present = new Set<string>();
  for await (const key of bucket.keysFrom(archiveKeyOf(first))) present.add(key);
  let written = 0;
  while (objects.length > 0) {
    // One after the other: after a region's loss there are a few at most.
    for (const object of objects.filter((known) => !present.has(archiveKeyOf(known)))) {
      const { key, text, hash } = archiveObjectOf(object, await ledger.commandsOf(object));
      if (hash !== object.hash) throw new Error(`${key} ended in ${object.hash}, and the ledger now makes it ${hash}`);
      await bucket.putOnce(key, text);
      written += 1;
    }
    objects = await ledger.objectsOfADay(objects.at(-1)?.ordinal ?? 0, batchMax);
  }
  return written;
}
