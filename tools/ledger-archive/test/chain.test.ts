import { archiveKeyOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { findChain, openArchive, readChain } from '../src/index.ts';
import { anArchive, type StoreInMemory } from './an-archive.ts';

const one = { epoch: 1, ordinal: 1 };
const two = { epoch: 1, ordinal: 2, from: one };
const three = { epoch: 1, ordinal: 3, from: two };
/** A failover came after the second object; the lost region has written a third. */
const afterFailover = { epoch: 2, ordinal: 3, from: two };

const place = ({ epoch, ordinal }: typeof one) => ({ epoch, ordinal });

async function read(store: StoreInMemory): Promise<number> {
  const archive = await openArchive(store);
  let commands = 0;
  for await (const object of readChain(archive, (await findChain(archive)).objects)) commands += object.commands.length;
  return commands;
}

test('ST3: reads a chain over epochs from its beginning to its newest object', async () => {
  const store = anArchive(one, { ...two, commands: 3 }, afterFailover, {
    epoch: 3,
    ordinal: 4,
    from: afterFailover,
    commands: 0,
  });
  expect(await read(store)).toBe(5);
});

test('walks past what a lost region wrote beyond what came over, and names it', async () => {
  const store = anArchive(one, two, three, afterFailover);
  const { objects, deadBranches } = await findChain(await openArchive(store));
  expect(objects).toEqual([one, two, afterFailover].map(place));
  expect(deadBranches).toEqual([place(three)]);
});

test('walks past a whole epoch whose ledger nobody came from', async () => {
  const store = anArchive(one, { epoch: 2, ordinal: 2, from: one }, { epoch: 3, ordinal: 2, from: one });
  const { objects, deadBranches } = await findChain(await openArchive(store));
  expect(objects).toEqual([place(one), { epoch: 3, ordinal: 2 }]);
  expect(deadBranches).toEqual([{ epoch: 2, ordinal: 2 }]);
});

test('ends at a given object, and takes what was written since for no branch', async () => {
  const store = anArchive(one, two, three);
  expect(await findChain(await openArchive(store), place(two))).toEqual({
    objects: [one, two].map(place),
    deadBranches: [],
  });
});

test('says that there is no archive', async () => {
  await expect(read(anArchive())).rejects.toMatchObject({ code: 'archive_empty' });
});

test.each<[string, readonly (typeof one)[], typeof one]>([
  ['in the middle', [one, two, three], two],
  ['at the beginning', [one, two, three], one],
  ['before a failover', [one, two, afterFailover], two],
  [
    'at the beginning of its epoch',
    [
      one,
      { epoch: 2, ordinal: 2, from: one } as typeof one,
      { epoch: 3, ordinal: 3, from: { epoch: 2, ordinal: 2 } } as typeof one,
    ],
    { epoch: 2, ordinal: 2 },
  ],
])('names an object that is missing %s', async (_, objects, lost) => {
  const store = anArchive(...objects);
  store.objects.delete(archiveKeyOf(lost));
  await expect(read(store)).rejects.toMatchObject({
    code: 'object_missing',
    message: expect.stringContaining(archiveKeyOf(lost)),
  });
});

const secondKey = archiveKeyOf(two);

test.each<[string, (lines: string[]) => string[], string]>([
  [
    'a changed amount',
    (lines) => lines.with(2, (lines[2] ?? '').replace('refused', 'applied')),
    `${secondKey}:3 was changed`,
  ],
  ['a line taken out', (lines) => lines.toSpliced(2, 1), `${secondKey}:3 goes on from`],
  ['the last line taken out', (lines) => lines.toSpliced(-1, 1), `${secondKey}:1 says 3 commands, and 2 follow`],
  [
    'two lines exchanged',
    (lines) => [lines[0], lines[2], lines[1], lines[3]].map(String),
    `${secondKey}:2 goes on from`,
  ],
  ['half a line', (lines) => lines.with(3, (lines[3] ?? '').slice(0, 40)), `${secondKey}:4 is no JSON`],
  ['nothing in it', () => [], `${secondKey}:1 is no JSON`],
])('names the first line of an object with %s', async (_, change, message) => {
  const store = anArchive(one, { ...two, commands: 3 }, three);
  const lines = (store.objects.get(secondKey) ?? '').trimEnd().split('\n');
  store.objects.set(secondKey, `${change(lines).join('\n')}\n`);
  await expect(read(store)).rejects.toMatchObject({ code: 'chain_broken', message: expect.stringContaining(message) });
});

test('finds an object that was made anew, every seal in order, by the one after it', async () => {
  const store = anArchive(one, two, three);
  const forged = anArchive(one, { ...two, commands: 2 });
  store.objects.set(secondKey, forged.objects.get(secondKey) ?? '');
  await expect(read(store)).rejects.toMatchObject({
    message: expect.stringContaining(`${archiveKeyOf(three)}:1 goes on from`),
  });
});

test('finds an object under the key of another', async () => {
  const store = anArchive(one, two);
  store.objects.set(secondKey, store.objects.get(archiveKeyOf(one)) ?? '');
  await expect(read(store)).rejects.toMatchObject({
    message: expect.stringContaining(`belongs into ${archiveKeyOf(one)}`),
  });
});
