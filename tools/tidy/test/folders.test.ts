import { expect, test } from 'vitest';
import { filesMax, largeFolders, overfull } from '../src/folders.ts';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const sources = trackedFiles(root, '.ts', '.tsx', '.mjs', '.sql');
const filesIn = (folder: string, count: number) => Array.from({ length: count }, (_, at) => `${folder}/${at}.ts`);

test(`no folder holds more than ${filesMax} source files`, () => {
  expect(overfull(sources)).toEqual([]);
});

test('a folder with one file too many is found, and one that is full is not', () => {
  expect(overfull([...filesIn('a/src', filesMax), ...filesIn('a/src/b', filesMax)])).toEqual([]);
  expect(overfull(filesIn('a/src', filesMax + 1))).toEqual([`a/src: ${filesMax + 1}`]);
});

test('each folder that may hold more still does', () => {
  const needless = [...largeFolders.keys()].filter(
    (folder) => sources.filter((file) => file.startsWith(`${folder}/`)).length <= filesMax,
  );
  expect(needless).toEqual([]);
});

test('services have routes and consumers, and no other folder of entry points', () => {
  expect(sources.filter((file) => /^services\/[^/]+\/src\/handlers\//.test(file))).toEqual([]);
});
