import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRequirements } from '../../workspace/src/requirements/read-requirements.ts';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const requirements = readRequirements(read('docs/requirements.md'));
const tests = trackedFiles(root, '.test.ts').map(read).join('\n');

/** A test is named after a requirement when its name, or its group's, begins with the id. */
const isTested = (id: string): boolean => new RegExp(`['"\`]${id}:? `).test(tests);

test('every requirement of the platform is named by a test', () => {
  const platform = requirements.filter(({ owner }) => owner === 'platform');
  expect(platform.length).toBeGreaterThan(20);
  expect(platform.filter(({ id }) => !isTested(id)).map(({ id }) => id)).toEqual([]);
});

test('no test is named after a requirement that is not listed', () => {
  const named = [...tests.matchAll(/['"`]([A-Z]{2}\d):? /g)].map(([, id]) => id ?? '');
  const listed = new Set(requirements.map(({ id }) => id));
  expect([...new Set(named)].filter((id) => !listed.has(id))).toEqual([]);
});

const parts = [...read('docs/requirements.md').matchAll(/^- ([A-Z]{2}\d), (.+): `(.+)`$/gm)].map(
  ([, id = '', part = '', file = '']) => ({ id, part, file }),
);

test.each(parts)('$id: a test of $file proves the part "$part"', ({ id, file }) => {
  expect(read(file)).toMatch(new RegExp(`['"\`]${id}:? `));
});

test('every row with several parts has a test for each', () => {
  expect(
    Object.fromEntries(['FO1', 'FO3', 'FO4'].map((row) => [row, parts.filter(({ id }) => id === row).length])),
  ).toEqual({
    FO1: 3,
    FO3: 3,
    FO4: 5,
  });
});
