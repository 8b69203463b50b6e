import { type ArchivePlace, archivedOperationsPrefix, archiveKeyOf, archivePlaceOf } from '@redoubt/contracts';
import { ArchiveError } from './archive-error.ts';
import type { OpenArchive } from './open-archive.ts';
import { readObject } from './read-object.ts';

/** The objects of an archive, sorted into chain and branches. */
export interface Chain {
  /** From the first object to the newest; each goes on from the one before. */
  readonly objects: readonly ArchivePlace[];
  /** Objects that lost regions wrote and that nothing goes on from. */
  readonly deadBranches: readonly ArchivePlace[];
}

/**
 * Walks back from the newest object. Within an epoch ordinals follow each other; the first object of an epoch says which
 * one it goes on from, so that only those are read.
 *
 * @param upTo the object to begin at; the newest unless a caller knows better
 * @throws ArchiveError `archive_empty`, `object_missing`, `chain_broken`
 */
export async function findChain(archive: OpenArchive, upTo?: ArchivePlace): Promise<Chain> {
  const { epochs } = archive;
  const head = upTo ?? newestOf(epochs);
  if (head === undefined)
    throw new ArchiveError('archive_empty', `there is no object below ${archivedOperationsPrefix}`);

  const objects: ArchivePlace[] = [];
  for (let place: ArchivePlace | undefined = head; place !== undefined; place = await previousOf(objects[0], archive)) {
    const ordinals: ReadonlySet<number> = epochs.get(place.epoch) ?? new Set();
    if (!ordinals.has(place.ordinal)) throw missing(place, objects[0]);
    const first = [...ordinals].reduce((least, ordinal) => Math.min(least, ordinal));
    const span = Array.from({ length: place.ordinal - first + 1 }, (_, at) => ({ ...place, ordinal: first + at }));
    const hole = span.find(({ ordinal }) => !ordinals.has(ordinal));
    if (hole !== undefined) throw missing(hole, { ...hole, ordinal: hole.ordinal + 1 });
    objects.unshift(...span);
  }
  const live = new Set(objects.map(archiveKeyOf));
  const all = [...epochs].flatMap(([epoch, ordinals]) => [...ordinals].map((ordinal) => ({ epoch, ordinal })));
  const deadBranches = all.filter((place) => !live.has(archiveKeyOf(place)) && !isAfter(place, head));
  return { objects, deadBranches };
}

function newestOf(epochs: ReadonlyMap<number, ReadonlySet<number>>): ArchivePlace | undefined {
  if (epochs.size === 0) return undefined;
  const epoch = Math.max(...epochs.keys());
  return { epoch, ordinal: [...(epochs.get(epoch) ?? [])].reduce((most, ordinal) => Math.max(most, ordinal)) };
}

/** The object that an epoch's first one goes on from; undefined when that one begins the archive. */
async function previousOf(first: ArchivePlace | undefined, archive: OpenArchive): Promise<ArchivePlace | undefined> {
  if (first === undefined) return undefined;
  const { header } = await readObject(archive, first);
  if (header.previousObject === null && first.ordinal === 1) return undefined;
  const previous = archivePlaceOf(header.previousObject ?? '');
  if (previous?.ordinal === first.ordinal - 1 && previous.epoch <= first.epoch) return previous;
  throw new ArchiveError(
    'chain_broken',
    `${archiveKeyOf(first)} goes on from ${header.previousObject}, which is not before it`,
  );
}

/** Newer objects of the same writer are no branch: they were written since. */
function isAfter(place: ArchivePlace, head: ArchivePlace): boolean {
  return place.epoch > head.epoch || (place.epoch === head.epoch && place.ordinal > head.ordinal);
}

function missing(place: ArchivePlace, wantedBy: ArchivePlace | undefined): ArchiveError {
  const by = wantedBy === undefined ? 'it is the newest' : `${archiveKeyOf(wantedBy)} goes on from it`;
  return new ArchiveError('object_missing', `${archiveKeyOf(place)} is not in the archive, and ${by}`);
}
