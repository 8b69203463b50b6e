import { archivedRollsPrefix, archiveKeyOf, rolledKeyOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { rollUpArchive } from '../../src/archiving/roll-up-archive.ts';
import { archiveObjectOf } from '../../src/domain/archive-object.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';

const now = new Date('2026-11-28T10:00:00.000Z');
const longAgo = new Date('2026-10-01T10:00:00.000Z');
const yesterday = new Date('2026-11-27T10:00:00.000Z');
const whole = { epoch: 1, firstOrdinal: 1, lastOrdinal: 3 };

/** Three objects of a first epoch and two of a second. */
function anArchive(writtenAt: Date): ArchiveInMemory {
  const archive = new ArchiveInMemory();
  archive.writtenAt = () => writtenAt;
  let previous = { epoch: 0, ordinal: 0, hash: '0'.repeat(64) };
  for (const ordinal of [1, 2, 3, 4, 5]) {
    const epoch = ordinal < 4 ? 1 : 2;
    const pinned = {
      epoch,
      ordinal,
      region: 'us-east-1',
      schema: '5'.repeat(64),
      watermark: null,
      commands: 1,
      previous,
    };
    const { key, text, hash } = archiveObjectOf(pinned, [{ commandId: `größe ${ordinal}` }]);
    archive.objects.set(key, text);
    previous = { epoch, ordinal, hash };
  }
  return archive;
}

const rollUp = (bucket: ArchiveInMemory, over: { epoch?: number; now?: Date; isTimeLeft?: () => boolean } = {}) =>
  rollUpArchive({ bucket }, { epoch: 2, now, isTimeLeft: () => true, ...over });
const rolledKeys = ({ objects }: ArchiveInMemory) =>
  [...objects.keys()].filter((key) => key.startsWith(archivedRollsPrefix));

test('A12 rolls up every epoch by itself, takes nothing away, and finds nothing to do the next time', async () => {
  const bucket = anArchive(longAgo);
  const before = [...bucket.objects.keys()];
  expect(await rollUp(bucket)).toBe(5);
  expect(rolledKeys(bucket)).toEqual([rolledKeyOf(whole), rolledKeyOf({ epoch: 2, firstOrdinal: 4, lastOrdinal: 5 })]);
  expect([...bucket.objects.keys()]).toEqual(expect.arrayContaining(before));
  expect(await rollUp(bucket)).toBe(0);
});

test('A12 rolled bytes are the same whoever makes them, whenever, from whichever region’s copy', async () => {
  const [here, there] = [anArchive(longAgo), anArchive(new Date('2026-10-02T00:00:00.000Z'))];
  await Promise.all([rollUp(here), rollUp(there)]);
  expect([...there.objects]).toEqual([...here.objects]);
  const again = anArchive(longAgo);
  const key = rolledKeyOf(whole);
  again.answersLeft = 0;
  await expect(rollUp(again)).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(again.objects.get(key)).toBe(here.objects.get(key));
  // Two at once: both have listed before either has put.
  const both = anArchive(longAgo);
  await Promise.all([rollUp(both), rollUp(both)]);
  expect([...both.objects].sort()).toEqual([...here.objects].sort());
});

test('A12 goes on after the newest rolled object', async () => {
  const bucket = anArchive(longAgo);
  const last = archiveKeyOf({ epoch: 1, ordinal: 3 });
  bucket.writtenAt = (key) => (key === last ? new Date(now.getTime() - 1) : longAgo);
  expect(await rollUp(bucket, { epoch: 1 })).toBe(2);
  bucket.writtenAt = () => longAgo;
  expect(await rollUp(bucket, { epoch: 1 })).toBe(1);
  expect(rolledKeys(bucket)).toEqual([
    rolledKeyOf({ ...whole, lastOrdinal: 2 }),
    rolledKeyOf({ ...whole, firstOrdinal: 3 }),
  ]);
});

test('A12 leaves young objects, and those in Glacier already, as they are', async () => {
  expect(await rollUp(anArchive(yesterday))).toBe(0);
  const bucket = anArchive(longAgo);
  bucket.cold.add(archiveKeyOf({ epoch: 1, ordinal: 1 })).add(archiveKeyOf({ epoch: 2, ordinal: 5 }));
  expect(await rollUp(bucket)).toBe(3);
  expect(rolledKeys(bucket)).toEqual([
    rolledKeyOf({ ...whole, firstOrdinal: 2 }),
    rolledKeyOf({ epoch: 2, firstOrdinal: 4, lastOrdinal: 4 }),
  ]);
});

test('A12 looks at the newest two epochs each minute, and at all of them once an hour', async () => {
  const bucket = anArchive(longAgo);
  expect(await rollUp(bucket, { epoch: 3, now: new Date('2026-11-28T10:59:59.999Z') })).toBe(2);
  expect(await rollUp(bucket, { epoch: 3, now: new Date('2026-11-28T11:01:00.000Z') })).toBe(0);
  expect(await rollUp(bucket, { epoch: 3, now: new Date('2026-11-28T11:00:59.999Z') })).toBe(3);
});

test('A12 stops when its time is over, and the next call goes on', async () => {
  const bucket = anArchive(longAgo);
  const left = [true, false];
  expect(await rollUp(bucket, { isTimeLeft: () => left.shift() ?? true })).toBe(3);
  expect(await rollUp(bucket)).toBe(2);
});

test('A12 rolls nothing up with an object that was changed', async () => {
  const bucket = anArchive(longAgo);
  const key = archiveKeyOf({ epoch: 1, ordinal: 2 });
  const text = bucket.objects.get(key) ?? '';
  bucket.objects.set(key, text.replace('größe', 'grösse'));
  await expect(rollUp(bucket)).rejects.toThrow(`${key}:2 is not what was sealed`);
  expect(rolledKeys(bucket)).toEqual([]);
});

test('A12 writes over no rolled object that differs', async () => {
  const bucket = anArchive(longAgo);
  const key = rolledKeyOf(whole);
  const read = bucket.text.bind(bucket);
  // Somebody else puts it after this one has listed what there is.
  bucket.text = (own) => {
    bucket.objects.set(key, 'another ledger');
    return read(own);
  };
  await expect(rollUp(bucket)).rejects.toThrow(`another ${key} is there`);
  expect(bucket.objects.get(key)).toBe('another ledger');
});
