import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crossImports, importsIn } from '../src/imports.ts';
import { refusal } from '../src/layers.ts';
import { root } from '../src/root.ts';

function layerOf(folder: string): string {
  const { nx } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return nx.tags.find((tag: string) => tag.startsWith('layer:'));
}

test('every import between projects points the way the layers allow', () => {
  const imports = crossImports(root);
  expect(imports.length).toBeGreaterThan(10);
  const refusals = imports
    .map(({ file, from, to }) => refusal({ file, fromLayer: layerOf(from), toLayer: layerOf(to) }))
    .filter((reason) => reason !== undefined);
  expect(refusals).toEqual([]);
});

test.each([
  ['by package name', `import { a } from '@redoubt/transactions';`],
  ['by relative path', `import { a } from '../../transactions/src/apply.ts';`],
  ['dynamically', `await import('../../transactions/src/apply.ts');`],
  ['by re-export', `export * from '../../transactions/src/apply.ts';`],
])('an import of one service from another is found when it is written %s', (_, text) => {
  const folders = ['services/transactions', 'services/validation'];
  const [found] = importsIn(text, 'services/validation/src/a.ts', folders);
  expect(found).toEqual({
    file: 'services/validation/src/a.ts',
    from: 'services/validation',
    to: 'services/transactions',
  });
  expect(
    refusal({ file: 'services/validation/src/a.ts', fromLayer: 'layer:service', toLayer: 'layer:service' }),
  ).toMatch(/may import/);
});

test.each<[string, string, string, string, boolean]>([
  ['a service may use PostgreSQL in its tests', 'services/a/test/x.test.ts', 'layer:service', 'layer:engine', true],
  ['a service may use it in its benches', 'services/a/bench/x.ts', 'layer:service', 'layer:engine', true],
  ['a service may not use it in its source', 'services/a/src/x.ts', 'layer:service', 'layer:engine', false],
  ['a tool never imports a service', 'tools/drill/test/x.test.ts', 'layer:tool', 'layer:service', false],
  ['a library never imports a tool', 'libs/contracts/src/x.ts', 'layer:contracts', 'layer:tool', false],
  ['a tool may use the client', 'tools/cli/src/x.ts', 'layer:tool', 'layer:client', true],
  ['a service never uses the client', 'services/a/test/x.test.ts', 'layer:service', 'layer:client', false],
  ['the client knows nothing of how services run', 'libs/client/src/x.ts', 'layer:client', 'layer:runtime', false],
])('%s', (_, file, fromLayer, toLayer, allowed) => {
  expect(refusal({ file, fromLayer, toLayer }) === undefined).toBe(allowed);
});
