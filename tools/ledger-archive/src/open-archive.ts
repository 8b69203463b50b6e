import { createHash } from 'node:crypto';
import {
  type ArchivePlace,
  archivedOperationsPrefix,
  archivedRollsPrefix,
  archivedSchemaPrefix,
  archiveKeyOf,
  archivePlaceOf,
  type RolledSpan,
  rolledSpanOf,
} from '@redoubt/contracts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveEntry, ArchiveStore, RestoreProgress } from './archive-store.ts';
import { type ArchivedText, rolledParts } from './rolled-parts.ts';

/** Rolled objects kept in memory: as many as are read ahead, and the current one. */
const keptMax = 10;

/** An archive whose objects of operations can all be read, each from itself or from a rolled object. */
export interface OpenArchive {
  /** Ordinals of all its objects, by epoch. */
  readonly epochs: ReadonlyMap<number, ReadonlySet<number>>;
  /** Lines of an object; undefined when there is none. @throws ArchiveError, also `chain_broken` */
  text(place: ArchivePlace): Promise<ArchivedText | undefined>;
}

/** Where the lines of an object of operations are read from. */
interface Source extends ArchiveEntry {
  /** Of a rolled object. */
  readonly span?: RolledSpan;
}

/**
 * Lists an archive, decides where each object is read from, and has restored what is cold: all of it before the first is read.
 *
 * A rolled object comes first: it is one read for many, and it never grows cold. An object of operations is read by itself where
 * it is in no rolled one, or only in a cold one.
 *
 * @throws ArchiveError `archive_unreachable`, `restore_pending`
 */
export async function openArchive(
  store: ArchiveStore,
  onRestore: (progress: RestoreProgress) => void = () => undefined,
): Promise<OpenArchive> {
  const sources = new Map<string, Source>();
  const md5s = new Map<string, string>();
  const epochs = new Map<number, Set<number>>();
  const offer = (place: ArchivePlace, source: Source) => {
    const key = archiveKeyOf(place);
    if (sources.get(key)?.isCold !== false) sources.set(key, source);
    epochs.set(place.epoch, (epochs.get(place.epoch) ?? new Set()).add(place.ordinal));
  };
  for await (const entry of store.entries(archivedRollsPrefix)) {
    const span = rolledSpanOf(entry.key);
    if (span === undefined) continue;
    for (const place of placesOf(span)) offer(place, { ...entry, span });
  }
  for await (const entry of store.entries(archivedOperationsPrefix)) {
    const place = archivePlaceOf(entry.key);
    if (place === undefined) continue;
    if (entry.md5 !== undefined) md5s.set(entry.key, entry.md5);
    if (!sources.has(entry.key) || !entry.isCold) offer(place, entry);
  }
  const cold = new Set([...sources.values()].filter(({ isCold }) => isCold).map(({ key }) => key));
  for await (const { key, isCold } of store.entries(archivedSchemaPrefix)) if (isCold) cold.add(key);
  if (cold.size > 0) await store.restore([...cold], onRestore);

  const kept = new Map<string, Promise<ReadonlyMap<number, ArchivedText>>>();
  const partsOf = (key: string, span: RolledSpan) => {
    const parts = kept.get(key) ?? readParts(store, { key, span }, md5s);
    kept.delete(key);
    kept.set(key, parts);
    const [oldest = ''] = kept.keys();
    if (kept.size > keptMax) kept.delete(oldest);
    return parts;
  };
  return {
    epochs,
    async text(place) {
      const source = sources.get(archiveKeyOf(place));
      if (source?.span !== undefined) return (await partsOf(source.key, source.span)).get(place.ordinal);
      const text = source === undefined ? undefined : await store.read(source.key);
      return source === undefined || text === undefined ? undefined : { key: source.key, firstLine: 1, text };
    },
  };
}

function placesOf({ epoch, firstOrdinal, lastOrdinal }: RolledSpan): readonly ArchivePlace[] {
  return Array.from({ length: lastOrdinal - firstOrdinal + 1 }, (_, at) => ({ epoch, ordinal: firstOrdinal + at }));
}

/**
 * Reads a rolled object. Each object in it that is still there by itself, cold or not, must be the same bytes: the listing has
 * their MD5, so that nothing more is read.
 */
async function readParts(
  store: ArchiveStore,
  { key, span }: { readonly key: string; readonly span: RolledSpan },
  md5s: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<number, ArchivedText>> {
  const text = await store.read(key);
  if (text === undefined) throw new ArchiveError('object_missing', `${key} is not in the archive any more`);
  const parts = rolledParts({ key, span }, text);
  for (const [ordinal, part] of parts) {
    const own = archiveKeyOf({ epoch: span.epoch, ordinal });
    const md5 = md5s.get(own);
    if (md5 === undefined || md5 === createHash('md5').update(part.text).digest('hex')) continue;
    throw new ArchiveError(
      'chain_broken',
      `${key}:${part.firstLine} begins another object than ${own}, which is there too`,
    );
  }
  return parts;
}
