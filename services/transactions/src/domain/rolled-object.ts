import { type ArchivePlace, archiveKeyOf, isUnbroken, rolledKeyOf } from '@redoubt/contracts';
import { z } from 'zod';

/** An object of operations as a listing shows it. */
export interface ListedPlace extends ArchivePlace {
  readonly bytes: number;
  readonly lastModified: Date;
}

/** Bytes with which a rolled object is large enough; the last object of operations may bring it beyond. */
export const rolledBytesMin = 4 * 1024 * 1024;

const dayMs = 86_400_000;

/** Younger objects may still be on their way from the other region. */
export const ageMsMin = dayMs;

/** Older objects are rolled up however few they are: long before they move to Glacier, after 90 days. */
export const ageMsMax = 30 * dayMs;

/**
 * Chooses which objects are rolled up: consecutive ones of an epoch, until they are large enough, or old.
 *
 * A gap ends a run, and what comes after a gap waits until what comes before it is old: it may close.
 *
 * @param objects of one epoch, from the oldest that is not rolled up
 */
export async function* runsOf(objects: AsyncIterable<ListedPlace>, now: Date): AsyncGenerator<readonly ListedPlace[]> {
  const ageMs = ({ lastModified }: ListedPlace) => now.getTime() - lastModified.getTime();
  const isOld = ([first]: readonly ListedPlace[]) => first !== undefined && ageMs(first) >= ageMsMax;
  let run: ListedPlace[] = [];
  let bytes = 0;
  for await (const object of objects) {
    if (ageMs(object) < ageMsMin) break;
    const isNext = object.ordinal - 1 === (run.at(-1)?.ordinal ?? object.ordinal - 1);
    if (!isNext && !isOld(run)) return;
    if (!isNext || bytes >= rolledBytesMin) {
      yield run;
      [run, bytes] = [[], 0];
    }
    run.push(object);
    bytes += object.bytes;
  }
  if (bytes >= rolledBytesMin || isOld(run)) yield run;
}

/** The members of a line that tie it to others. */
const Line = z.looseObject({ previous: z.string(), hash: z.string() });
const FirstLine = z.looseObject({
  kind: z.literal('object'),
  epoch: z.number(),
  ordinal: z.number(),
  commands: z.number(),
});

/** An object of operations as it stands in the archive. */
export interface ReadPlace extends ArchivePlace {
  readonly text: string;
}

/**
 * Makes the rolled object of consecutive objects of one epoch: their bytes one after the other.
 *
 * @throws Error for an object that is not what was sealed: it is not spread any further
 */
export function rolledObjectOf(objects: readonly ReadPlace[]): { readonly key: string; readonly text: string } {
  const [first, last] = [objects[0], objects.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a rolled object holds one object or more, got none');
  let previous: string | undefined;
  for (const object of objects) previous = hashAfter(object, previous);
  const span = { epoch: first.epoch, firstOrdinal: first.ordinal, lastOrdinal: last.ordinal };
  return { key: rolledKeyOf(span), text: objects.map(({ text }) => text).join('') };
}

/** Verifies an object's lines. Returns the hash of its last one. */
function hashAfter({ text, ...place }: ReadPlace, before: string | undefined): string {
  const key = archiveKeyOf(place);
  const refuse = (at: number) => new Error(`${key}:${at} is not what was sealed; nothing is rolled up with it`);
  const lines = text.split('\n');
  if (lines.pop() !== '') throw refuse(lines.length + 1);
  let previous = before;
  for (const [at, line] of lines.entries()) {
    const { success, data } = Line.safeParse(parsed(line));
    if (!success || !isUnbroken(data) || (previous !== undefined && data.previous !== previous)) throw refuse(at + 1);
    previous = data.hash;
  }
  const header = FirstLine.safeParse(parsed(lines[0] ?? ''));
  const isWhole =
    header.data?.epoch === place.epoch &&
    header.data.ordinal === place.ordinal &&
    header.data.commands === lines.length - 1;
  if (!isWhole || previous === undefined) throw refuse(1);
  return previous;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
