import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPage, type PageFile } from '../src/index.ts';

/** Largest first load: what a page over a slow line takes half a second for. */
const gzippedBytesMax = 60 * 1024;

let files: ReadonlyMap<string, PageFile>;
beforeAll(async () => {
  files = await buildPage();
});

function textOf(path: string): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`there is no ${path}`);
  return gunzipSync(file.gzipped).toString('utf8');
}

/** Scripts that a script brings with it at once, and those that it loads when they are needed. */
function importsOf(path: string): { readonly atOnce: readonly string[]; readonly later: readonly string[] } {
  const text = textOf(path);
  const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => `/${name}`);
  return { atOnce: found(/(?:from|import)"\.\/([^"]+)"/g), later: found(/import\("\.\/([^"]+)"\)/g) };
}

function withImports(path: string): ReadonlySet<string> {
  const all = new Set([path]);
  for (const it of all) for (const name of importsOf(it).atOnce) all.add(name);
  return all;
}

test('the page is one document with one script and one style; drills and reference come when they are opened', () => {
  const parts = [...files.keys()].filter((path) => path.startsWith('/part-'));
  const others = [...files.keys()].filter((path) => !path.startsWith('/part-'));
  expect(others.sort()).toEqual(['/', '/console.css', '/console.js', '/icon.svg', '/reference.css']);
  const { later } = importsOf('/console.js');
  expect(later.length).toBe(2);
  const first = withImports('/console.js');
  expect(later.filter((path) => first.has(path))).toEqual([]);
  expect(new Set([...first, ...later])).toEqual(new Set(['/console.js', ...parts]));
});

test('the first load is 60 KB at most', () => {
  const first = ['/', '/icon.svg', '/console.css', ...withImports('/console.js')];
  const bytes = first.reduce((sum, path) => sum + (files.get(path)?.gzipped.length ?? Number.NaN), 0);
  expect(bytes).toBeLessThanOrEqual(gzippedBytesMax);
});

test('nothing leads to another host, and no text is run as a program', () => {
  const all = [...files.keys()].map(textOf).join('\n');
  // A name of SVG's vocabulary, not an address.
  const addresses =
    all.replaceAll('http://www.w3.org/', '').match(/(https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^\s"'`)]*/gi) ?? [];
  expect(addresses).toEqual([]);
  expect(all).not.toMatch(/\beval\(|new Function\(/);
  expect(textOf('/')).not.toMatch(/<script>|<style|style=|\son[a-z]+=/);
});
