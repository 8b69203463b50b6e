import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolders } from '../../workspace/src/project-folders.ts';
import { faultsOf } from '../src/package-faults.ts';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

test.each(projectFolders(root))('%s has a README of one screen, and a face when others may import it', (folder) => {
  const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const readme = join(root, folder, 'README.md');
  expect(
    faultsOf(folder, {
      files: trackedFiles(root).filter((file) => file.startsWith(`${folder}/`)),
      readme: existsSync(readme) ? readFileSync(readme, 'utf8') : undefined,
      exports,
    }),
  ).toEqual([]);
});

test.each([
  [
    'a package without README',
    { files: ['libs/a/src/index.ts'], readme: undefined, exports: { '.': './src/index.ts' } },
    /no README/,
  ],
  [
    'a README longer than a screen',
    { files: [], readme: '# a\n\nSays much.\n'.padEnd(400, '\n'), exports: {} },
    /more than 120/,
  ],
  ['a README that says nothing', { files: [], readme: '# a\n', exports: {} }, /says nothing/],
  ['a package without a face', { files: ['libs/a/src/b.ts'], readme: '# a\n\nOffers b.\n', exports: {} }, /index\.ts/],
  [
    'a face that is not exported',
    { files: ['libs/a/src/index.ts'], readme: '# a\n\nOffers b.\n', exports: { '.': './src/b.ts' } },
    /exports/,
  ],
])('%s is found', (_, found, fault) => {
  expect(faultsOf('libs/a', found)).toEqual([expect.stringMatching(fault)]);
});
