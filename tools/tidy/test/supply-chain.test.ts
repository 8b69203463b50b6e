import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const packages = Object.entries(read('package-lock.json').packages as Record<string, LockedPackage>)
  .map(([path, it]) => ({ path, name: path.replace(/^.*node_modules\//, ''), ...it }))
  .filter(({ path, link }) => path.includes('node_modules/') && link !== true);

/** Licences that ask for nothing but their own text. MPL-2.0 covers its own files alone: we change none. */
const permissive = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0', 'ISC', 'MIT', 'MIT-0'],
  ...['MPL-2.0', 'Python-2.0', 'Unlicense'],
]);

/** Of alternatives one is enough. */
function isPermissive(license: string): boolean {
  return license
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => permissive.has(choice));
}

test('a licence that is not permissive is found', () => {
  expect(isPermissive('GPL-3.0-or-later')).toBe(false);
  expect(isPermissive('(MIT OR GPL-3.0-or-later)')).toBe(true);
});

test('every package has a permissive licence', () => {
  expect(packages.length).toBeGreaterThan(300);
  const refused = packages.filter(({ license }) => license === undefined || !isPermissive(license));
  expect(refused.map(({ path, license }) => `${path}: ${license}`)).toEqual([]);
});

test('no package runs a script at its installation that nobody has allowed', () => {
  const allowed = Object.keys(read('package.json').allowScripts);
  const running = packages.filter(({ hasInstallScript }) => hasInstallScript === true).map(({ name }) => name);
  expect(running.filter((name) => !allowed.includes(name))).toEqual([]);
  expect(allowed.filter((name) => !running.includes(name))).toEqual([]);
});

test('every package is pinned by its content, and by no host', () => {
  const loose = packages.filter(({ integrity, inBundle }) => integrity === undefined && inBundle !== true);
  expect(loose.map(({ path }) => path)).toEqual([]);
  expect(packages.filter(({ resolved }) => resolved !== undefined).map(({ path }) => path)).toEqual([]);
});
