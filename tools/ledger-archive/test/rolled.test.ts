import { archiveKeyOf, archivePrefixOf, rolledKeyOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { findChain, openArchive, readChain } from '../src/index.ts';
import { anArchive, rollUp, type StoreInMemory } from './an-archive.ts';

const one = { epoch: 1, ordinal: 1 };
const two = { epoch: 1, ordinal: 2, from: one };
const three = { epoch: 1, ordinal: 3, from: two };
const four = { epoch: 1, ordinal: 4, from: three };
/** A failover came after the third object; the lost region has written a fourth. */
const afterFailover = { epoch: 2, ordinal: 4, from: three };
const firstTwo = { epoch: 1, firstOrdinal: 1, lastOrdinal: 2 };

const anArchiveOfFour = () => anArchive(one, { ...two, commands: 3 }, three, four);

async function read(store: StoreInMemory) {
  const archive = await openArchive(store);
  const { objects, deadBranches } = await findChain(archive);
  const texts: string[] = [];
  let hash = '';
  for await (const object of readChain(archive, objects)) {
    texts.push(...object.texts);
    hash = object.hash;
  }
  return { objects, deadBranches, texts, hash };
}

/** Leaves of the first epoch only what is rolled. */
function withoutOperations(store: StoreInMemory): StoreInMemory {
  for (const key of [...store.objects.keys()]) if (key.startsWith(archivePrefixOf(1))) store.objects.delete(key);
  return store;
}

test('A12 a chain in rolled objects alone is the chain of its own objects', async () => {
  const store = anArchiveOfFour();
  const before = await read(store);
  rollUp(store, firstTwo);
  rollUp(store, { epoch: 1, firstOrdinal: 3, lastOrdinal: 4 });
  expect(await read(withoutOperations(store))).toEqual(before);
});

test('A12 a chain goes on from rolled objects to those that are not rolled yet, and one read serves many', async () => {
  const store = anArchiveOfFour();
  const before = await read(store);
  const key = rollUp(store, firstTwo);
  store.reads.length = 0;
  expect(await read(store)).toEqual(before);
  const chain = store.reads.filter((read) => read !== archiveKeyOf(one));
  expect(chain).toEqual([key, archiveKeyOf(three), archiveKeyOf(four)]);
  expect(store.restored).toEqual([]);
});

test('A12 a dead branch in a rolled object is a dead branch', async () => {
  const store = anArchive(one, two, three, four, afterFailover);
  rollUp(store, { epoch: 1, firstOrdinal: 1, lastOrdinal: 4 });
  expect((await read(withoutOperations(store))).deadBranches).toEqual([{ epoch: 1, ordinal: 4 }]);
});

test('A12 rolled objects may overlap', async () => {
  const store = anArchiveOfFour();
  const before = await read(store);
  rollUp(store, firstTwo);
  rollUp(store, { epoch: 1, firstOrdinal: 2, lastOrdinal: 4 });
  expect(await read(withoutOperations(store))).toEqual(before);
});

test('A12 cold objects that are in no readable rolled one are restored, all at once, and no others', async () => {
  const store = anArchiveOfFour();
  rollUp(store, firstTwo);
  const coldRoll = rollUp(store, { epoch: 1, firstOrdinal: 3, lastOrdinal: 3 });
  for (const place of [one, two, four]) store.cold.add(archiveKeyOf(place));
  store.cold.add(coldRoll).add('ledger/schema/5.json');
  store.objects.set('ledger/schema/5.json', '{}');
  expect((await read(store)).texts).toHaveLength(6);
  expect(store.restored).toEqual([[archiveKeyOf(four), 'ledger/schema/5.json']]);
});

test('A12 a rolled object that differs from one still there is refused, cold or not', async () => {
  const store = anArchiveOfFour();
  const key = rollUp(store, firstTwo);
  // Every seal in order: another ledger's.
  const other = anArchive(one, { ...two, commands: 4 });
  store.objects.set(key, other.objects.get(archiveKeyOf(one)) + String(other.objects.get(archiveKeyOf(two))));
  store.cold.add(archiveKeyOf(two));
  await expect(read(store)).rejects.toMatchObject({
    code: 'chain_broken',
    message: `${key}:3 begins another object than ${archiveKeyOf(two)}, which is there too`,
  });
});

const rolled = rolledKeyOf(firstTwo);

test.each<[string, (text: string) => string, string]>([
  ['its last byte torn off', (text) => text.slice(0, -1), `${rolled}:6 is torn`],
  ['half a line torn off', (text) => text.slice(0, -40), `${rolled}:6 is torn`],
  ['its last line torn off', (text) => withLines(text, (lines) => lines.slice(0, -1)), `${rolled}:3 says 3 commands`],
  [
    'its last object missing',
    (text) => withLines(text, (lines) => lines.slice(0, 2)),
    `${rolled}:3 is not where object 2`,
  ],
  ['nothing in it', () => '', `${rolled}:1 is not where object 1`],
  [
    'a line twice',
    (text) => withLines(text, (lines) => [...lines, lines.at(-1) ?? '']),
    `${rolled}:7 is beyond object 2`,
  ],
  [
    'its objects exchanged',
    (text) => withLines(text, (lines) => [...lines.slice(2), ...lines.slice(0, 2)]),
    `${rolled}:1 belongs into`,
  ],
  ['a changed amount', (text) => text.replace('refused', 'applied'), `${rolled}:2 was changed after it was sealed`],
])('A12 a rolled object with %s is refused', async (_, change, message) => {
  const store = anArchiveOfFour();
  rollUp(store, firstTwo);
  store.objects.set(rolled, change(store.objects.get(rolled) ?? ''));
  for (const place of [one, two]) store.objects.delete(archiveKeyOf(place));
  await expect(read(store)).rejects.toMatchObject({ code: 'chain_broken', message: expect.stringContaining(message) });
});

function withLines(text: string, change: (lines: readonly string[]) => readonly string[]): string {
  return `${change(text.trimEnd().split('\n')).join('\n')}\n`;
}
