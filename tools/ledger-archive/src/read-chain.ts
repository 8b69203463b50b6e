import { type ArchivePlace, archiveKeyOf, genesisHash } from '@redoubt/contracts';
import { ArchiveError } from './archive-error.ts';
import type { OpenArchive } from './open-archive.ts';
import { type ReadObject, readObject } from './read-object.ts';

/** Objects fetched ahead of the current one. */
const aheadMax = 8;

/**
 * Reads the objects of a chain in order, each checked against the one before.
 *
 * @throws ArchiveError `chain_broken` with the first line that does not fit; `object_missing`
 */
export async function* readChain(archive: OpenArchive, objects: readonly ArchivePlace[]): AsyncGenerator<ReadObject> {
  const fetching: Promise<ReadObject>[] = [];
  let hash = genesisHash;
  let previousObject: string | null = null;
  for (const [at, place] of objects.entries()) {
    for (const next of objects.slice(at + fetching.length, at + aheadMax)) {
      const reading = readObject(archive, next);
      // Its failure is met when its turn comes; one before it may end the reading first.
      reading.catch(() => undefined);
      fetching.push(reading);
    }
    const object = (await fetching.shift()) as ReadObject;
    const { header } = object;
    if (header.previous !== hash || header.previousObject !== previousObject) {
      throw new ArchiveError(
        'chain_broken',
        `${archiveKeyOf(place)}:1 goes on from ${header.previousObject} ending in ${header.previous}, and not from ${previousObject} ending in ${hash}`,
      );
    }
    yield object;
    hash = object.hash;
    previousObject = archiveKeyOf(place);
  }
}
