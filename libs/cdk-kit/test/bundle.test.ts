import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const bundle = new URL('../bin/bundle.ts', import.meta.url).pathname;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the bundler on a project with these files below `src`; a name alone lies in `src/consumers`. */
function bundled(files: Readonly<Record<string, string>>): string {
  for (const [name, source] of Object.entries(files)) {
    const file = join(folder, 'src', name.includes('/') ? name : `consumers/${name}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return execFileSync(process.execPath, [bundle], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

test('each function becomes a module of its own that can be imported, with the text of a folder inside', async () => {
  mkdirSync(join(folder, 'sql/more'), { recursive: true });
  writeFileSync(join(folder, 'sql/one.sql'), 'select 1;\n');
  writeFileSync(join(folder, 'sql/more/two.sql'), 'select 2;\n');
  bundled({
    'apply.ts':
      "import files from '../../sql?folder';\nexport const handler = async (): Promise<Record<string, string>> => files;\n",
    'read.ts': 'export const handler = async () => 2;\n',
  });
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['apply', 'read']);
  const { handler } = (await import(pathToFileURL(join(folder, 'dist/apply/index.mjs')).href)) as {
    handler: () => Promise<unknown>;
  };
  await expect(handler()).resolves.toEqual({ 'one.sql': 'select 1;\n', 'more/two.sql': 'select 2;\n' });
});

test('a bundle of code that calls require() runs as a module', async () => {
  bundled({ 'legacy.ts': "export const handler = async () => require('node:path').sep;\n" });
  const { handler } = (await import(pathToFileURL(join(folder, 'dist/legacy/index.mjs')).href)) as {
    handler: () => Promise<string>;
  };
  await expect(handler()).resolves.toBe('/');
});

test("Node's own modules are not imported: that would load every part of them", async () => {
  bundled({
    'look.ts': `
      import { request } from 'node:http';
      import path, { sep } from 'path';
      import * as crypto from 'crypto';
      import { readFile } from 'node:fs/promises';
      export const handler = async () => [typeof request, sep, path.sep, typeof crypto.createHash, typeof readFile];
    `,
  });
  const file = join(folder, 'dist/look/index.mjs');
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: () => Promise<readonly string[]> };
  await expect(handler()).resolves.toEqual(['function', '/', '/', 'function', 'function']);
  expect(readFileSync(file, 'utf8').match(/\bfrom ?['"][^'"]+['"]/g)).toEqual(["from 'node:module'"]);
});

test('a schema is bundled without the messages of forty languages, and still explains itself in English', async () => {
  symlinkSync(new URL('../../../node_modules', import.meta.url).pathname, join(folder, 'node_modules'));
  bundled({
    'parse.ts':
      "import { z } from 'zod';\nexport const handler = async () => z.string().safeParse(1).error?.issues[0]?.message;\n",
  });
  const file = join(folder, 'dist/parse/index.mjs');
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: () => Promise<string> };
  await expect(handler()).resolves.toBe('Invalid input: expected string, received number');
  expect(readFileSync(file, 'utf8')).not.toContain('Ungültige Eingabe');
  expect(statSync(file).size).toBeLessThan(300_000);
});

test('routes and consumers are entry points, also in folders of theirs, and nothing else is', () => {
  bundled({
    'routes/post-payment.ts': 'export const handler = 1;\n',
    'routes/operators/post-terms.ts': 'export const handler = 1;\n',
    'consumers/apply.ts': "export { handler } from '../domain/fee.ts';\n",
    'domain/fee.ts': 'export const handler = 1;\n',
  });
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['apply', 'post-payment', 'post-terms']);
});

test('two functions of one name are refused', () => {
  const source = 'export const handler = 1;\n';
  for (const other of ['consumers/apply.ts', 'routes/operators/apply.ts']) {
    expect(() => bundled({ 'routes/apply.ts': source, [other]: source })).toThrow(/both named apply: rename/);
  }
});

test('a function that is gone leaves no bundle behind', () => {
  bundled({ 'apply.ts': 'export const handler = 1;\n' });
  rmSync(join(folder, 'src/consumers/apply.ts'));
  bundled({ 'read.ts': 'export const handler = 1;\n' });
  expect(readdirSync(join(folder, 'dist'))).toEqual(['read']);
});

test('the same source gives the same bytes', () => {
  const files = { 'apply.ts': 'export const handler = async () => 1;\n' };
  const bytes = () =>
    readdirSync(join(folder, 'dist/apply')).map((file) =>
      execFileSync('cat', [join(folder, 'dist/apply', file)]).toString(),
    );
  bundled(files);
  const first = bytes();
  bundled(files);
  expect(bytes()).toEqual(first);
});

test('a folder without functions is refused', () => {
  expect(() => bundled({})).toThrow(/no functions in .*src\/consumers.*: run this in the folder of a service/);
});
