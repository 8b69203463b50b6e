import { archivePlaceOf } from '@redoubt/contracts';
import { type ArchiveStore, findChain, openArchive } from '@redoubt/ledger-archive';

/** The objects of a ledger's archive from the first one kept to the newest, byte for byte. */
export interface ArchiveHistory {
  /** The newest object and the hash that it ends in; absent when the ledger could not be made from its archive. */
  readonly head?: { readonly key: string; readonly hash: string };
  /** Lines of the objects, one after the other. */
  readonly text: string;
  /** Older objects that are not kept, because all of them would be too large. */
  readonly olderObjects: number;
}

/** Largest text that is kept; a drill of the default length makes half a megabyte. */
export const archiveBytesMax = 64 * 2 ** 20;

/** Nothing was archived, or no ledger could be made of it. */
export const noArchive: ArchiveHistory = { text: '', olderObjects: 0 };

/**
 * Reads the chain that ends in an object, as its lines were written.
 *
 * @throws ArchiveError when it can't be read
 */
export async function archiveHistory(
  store: ArchiveStore,
  head: { readonly key: string; readonly hash: string },
  bytesMax = archiveBytesMax,
): Promise<ArchiveHistory> {
  const archive = await openArchive(store);
  const { objects } = await findChain(archive, archivePlaceOf(head.key));
  const texts: string[] = [];
  let bytes = 0;
  // The newest first: what is left out is old.
  for (const place of objects.toReversed()) {
    const found = await archive.text(place);
    bytes += Buffer.byteLength(found?.text ?? '');
    if (found === undefined || bytes > bytesMax) break;
    texts.unshift(found.text);
  }
  return { head, text: texts.join(''), olderObjects: objects.length - texts.length };
}
