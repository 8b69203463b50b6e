import { ArchivedCommand, ArchivedObject, type ArchivePlace, archiveKeyOf, isUnbroken } from '@redoubt/contracts';
import { ArchiveError } from './archive-error.ts';
import type { OpenArchive } from './open-archive.ts';

/** An object whose own lines are as they were sealed. */
export interface ReadObject {
  readonly place: ArchivePlace;
  readonly header: ArchivedObject;
  readonly commands: readonly ArchivedCommand[];
  /** The commands' lines, as they stand in the archive. */
  readonly texts: readonly string[];
  /** Hash of its last line. */
  readonly hash: string;
}

/**
 * Reads an object and checks each of its lines.
 *
 * @throws ArchiveError `object_missing`; `chain_broken` with the first line that is wrong; `form_unknown`
 */
export async function readObject(archive: OpenArchive, place: ArchivePlace): Promise<ReadObject> {
  const found = await archive.text(place);
  if (found === undefined) throw new ArchiveError('object_missing', `${archiveKeyOf(place)} is not in the archive`);
  const { key, firstLine, text } = found;
  const [first = '', ...texts] = text.replace(/\n$/, '').split('\n');
  const header = readHeader(first, { place, where: `${key}:${firstLine}` });
  let hash = header.hash;
  const commands = texts.map((line, at) => {
    const where = `${key}:${firstLine + at + 1}`;
    const parsed = ArchivedCommand.safeParse(sealedLine(line, where));
    if (!parsed.success) throw new ArchiveError('form_unknown', `${where} is no command: ${parsed.error.message}`);
    if (parsed.data.previous !== hash)
      throw broken(where, `goes on from ${parsed.data.previous}, and not from ${hash}`);
    hash = parsed.data.hash;
    return parsed.data;
  });
  if (commands.length !== header.commands) {
    throw broken(`${key}:${firstLine}`, `says ${header.commands} commands, and ${commands.length} follow`);
  }
  return { place, header, commands, texts, hash };
}

function readHeader(
  line: string,
  { place, where }: { readonly place: ArchivePlace; readonly where: string },
): ArchivedObject {
  const parsed = ArchivedObject.safeParse(sealedLine(line, where));
  if (!parsed.success) throw new ArchiveError('form_unknown', `${where} is no first line: ${parsed.error.message}`);
  const { epoch, ordinal } = parsed.data;
  if (epoch === place.epoch && ordinal === place.ordinal) return parsed.data;
  throw broken(where, `belongs into ${archiveKeyOf({ epoch, ordinal })}`);
}

/** A line's JSON, when its hash is right. */
function sealedLine(line: string, where: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new ArchiveError('chain_broken', `${where} is no JSON`, { cause });
  }
  if (value === null || typeof value !== 'object' || !isUnbroken({ ...value }))
    throw broken(where, 'was changed after it was sealed');
  return value;
}

function broken(where: string, why: string): ArchiveError {
  return new ArchiveError('chain_broken', `${where} ${why}`);
}
