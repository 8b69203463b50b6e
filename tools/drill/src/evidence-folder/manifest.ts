import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

/** Every file of an evidence folder with its digest, but for the manifest itself and its signature. */
export interface Manifest {
  readonly form: 1;
  /** Sorted by name. */
  readonly files: readonly ListedFile[];
  /** Files that would have been too large, or could not be made; a verdict can't be recomputed without a history. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

export interface ListedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Lists these files of a folder. @param names in any order */
export async function manifestOf(
  folder: string,
  names: readonly string[],
  leftOut: Manifest['leftOut'],
): Promise<Manifest> {
  const files: ListedFile[] = [];
  for (const name of names.toSorted()) files.push({ name, ...(await digestOf(join(folder, name))) });
  return { form: 1, files, leftOut };
}

async function digestOf(path: string): Promise<Omit<ListedFile, 'name'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
