import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

const impure: readonly (readonly [string, RegExp])[] = [
  ['reads the clock', /\bDate\.now\(|\bnew Date\(\)|performance\.now\(/],
  ['draws at random', /Math\.random\(|randomUUID\(/],
  ['reads the environment', /process\.env/],
];

test.each(impure)('no decision in a domain folder %s', (_, pattern) => {
  const files = trackedFiles(root, '.ts').filter((file) => /^services\/[a-z]+\/src\/domain\//.test(file));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
