import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arrowsAmong, circlesAmong, type Source, upwardArrows } from '../src/folder-layers.ts';
import { root } from '../src/root.ts';
import { trackedFiles } from '../src/tracked-files.ts';

/** Layers of the local cloud, the lowest first; `index.ts` and `start-local-cloud.ts` are on top. */
const layers = ['protocol', 'definitions', 'engines', 'processes'] as const;
const folder = 'tools/local-cloud/src';

const sources: readonly Source[] = trackedFiles(root, '.ts')
  .filter((file) => file.startsWith(`${folder}/`))
  .map((file) => ({ file: file.slice(folder.length + 1), text: readFileSync(join(root, file), 'utf8') }));

test('imports of the local cloud point to the same layer or a lower one', () => {
  const arrows = arrowsAmong(sources);
  expect(arrows.length).toBeGreaterThan(300);
  expect(upwardArrows(arrows, layers)).toEqual([]);
});

test('the client of the local cloud knows nothing but the protocol', () => {
  const beyond = arrowsAmong(sources).filter(
    ({ from, to }) => from.startsWith('client/') && !/^(client|protocol)\//.test(to),
  );
  expect(beyond).toEqual([]);
});

test('no files of the local cloud import each other in a loop', () => {
  expect(circlesAmong(arrowsAmong(sources))).toEqual([]);
});

test.each([
  ['as a value', `import { kinds } from '../processes/region/region.ts';`],
  ['as a type', `import type { Region } from '../processes/region/region.ts';`],
  ['by re-export', `export * from '../processes/region/region.ts';`],
  ['dynamically', `await import('../processes/region/region.ts');`],
])('an upward import is found when it is written %s', (_, text) => {
  const planted = [...sources, { file: 'protocol/planted.ts', text }];
  expect(upwardArrows(arrowsAmong(planted), layers)).toEqual([
    { from: 'protocol/planted.ts', to: 'processes/region/region.ts' },
  ]);
});

test('a loop over three files is found', () => {
  const planted = [
    { file: 'engines/a.ts', text: `import './b.ts';` },
    { file: 'engines/b.ts', text: `import './deep/c.ts';` },
    { file: 'engines/deep/c.ts', text: `import type { A } from '../a.ts';` },
  ];
  expect(circlesAmong(arrowsAmong([...sources, ...planted]))).toEqual([
    ['engines/a.ts', 'engines/b.ts', 'engines/deep/c.ts'],
  ]);
});
