import { archiveKeyOf, archivePlaceOf, archivePrefixOf, rolledPrefixOf, rolledSpanOf } from '@redoubt/contracts';
import type { ArchiveBucket } from '../adapters/archive-bucket.ts';
import { type ListedPlace, type ReadPlace, rolledObjectOf, runsOf } from '../domain/rolled-object.ts';

/** Objects read at once. */
const readsMax = 16;

export interface RollUpDependencies {
  readonly bucket: Pick<ArchiveBucket, 'putOnce' | 'objectsAfter' | 'text'>;
}

export interface RollUpRequest {
  /** The newest epoch; all before it may still have something to be rolled up. */
  readonly epoch: number;
  /** Called each minute. */
  readonly now: Date;
  readonly isTimeLeft: () => boolean;
}

/**
 * Copies small objects of operations into large ones, before they are as old as Glacier takes them. Returns the number of
 * objects rolled up.
 *
 * Nothing is taken away. A rolled object follows from its key: made again after a crash, by two at once or in the other region,
 * it has the same bytes.
 *
 * @throws FaultError `store_unreachable`; Error for an object that is not what was sealed
 */
export async function rollUpArchive(
  { bucket }: RollUpDependencies,
  { epoch: newest, now, isTimeLeft }: RollUpRequest,
): Promise<number> {
  let rolledUp = 0;
  // Most of the older ones have nothing left: they are looked at once an hour.
  const first = now.getUTCMinutes() === 0 ? 1 : Math.max(1, newest - 1);
  for (let epoch = first; epoch <= newest; epoch++) {
    const afterOrdinal = await lastRolled(bucket, epoch);
    for await (const run of runsOf(placesOf(bucket, { epoch, ordinal: afterOrdinal }), now)) {
      if (!isTimeLeft()) return rolledUp;
      const { key, text } = rolledObjectOf(await textsOf(bucket, run));
      await bucket.putOnce(key, text);
      rolledUp += run.length;
    }
  }
  return rolledUp;
}

async function lastRolled(bucket: RollUpDependencies['bucket'], epoch: number): Promise<number> {
  let last = 0;
  for await (const { key } of bucket.objectsAfter(rolledPrefixOf(epoch))) {
    last = Math.max(last, rolledSpanOf(key)?.lastOrdinal ?? 0);
  }
  return last;
}

/** Objects of an epoch after one, without those in Glacier already: a rebuild has them restored. */
async function* placesOf(
  bucket: RollUpDependencies['bucket'],
  after: { readonly epoch: number; readonly ordinal: number },
): AsyncGenerator<ListedPlace> {
  for await (const { key, isCold, ...listed } of bucket.objectsAfter(
    archivePrefixOf(after.epoch),
    archiveKeyOf(after),
  )) {
    const place = archivePlaceOf(key);
    if (place !== undefined && !isCold) yield { ...place, ...listed };
  }
}

async function textsOf(
  bucket: RollUpDependencies['bucket'],
  run: readonly ListedPlace[],
): Promise<readonly ReadPlace[]> {
  const read: ReadPlace[] = [];
  for (let at = 0; at < run.length; at += readsMax) {
    const batch = run.slice(at, at + readsMax).map(async ({ epoch, ordinal }) => {
      const key = archiveKeyOf({ epoch, ordinal });
      const text = await bucket.text(key);
      if (text === undefined) throw new Error(`${key} went away while it was rolled up; nothing may delete it`);
      return { epoch, ordinal, text };
    });
    read.push(...(await Promise.all(batch)));
  }
  return read;
}
