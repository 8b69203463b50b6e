import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { buildPage, type PageFile } from '../src/index.ts';

/** Largest first load: what a page over a slow line takes half a second for. */
const gzippedBytesMax = 60 * 1024;

let files: ReadonlyMap<string, PageFile>;
beforeAll(async () => {
  files = await buildPage();
});

const textOf = (path: string): string => gunzipSync(files.get(path)?.gzipped ?? Buffer.alloc(0)).toString('utf8');

test('the page is one document with one script and one style', () => {
  expect([...files.keys()].sort()).toEqual(['/', '/console.css', '/console.js', '/icon.svg']);
});

test('the first load is 60 KB at most', () => {
  const bytes = [...files.values()].reduce((sum, { gzipped }) => sum + gzipped.length, 0);
  expect(bytes).toBeLessThanOrEqual(gzippedBytesMax);
});

test('nothing leads to another host, and no text is run as a program', () => {
  const all = [...files.keys()].map(textOf).join('\n');
  // A name of SVG's vocabulary, not an address.
  const addresses =
    all.replaceAll('http://www.w3.org/', '').match(/(https?:)?\/\/[a-z0-9-]+\.[a-z]{2,}[^\s"'`)]*/gi) ?? [];
  expect(addresses).toEqual([]);
  expect(textOf('/console.js')).not.toMatch(/\beval\(|new Function\(/);
  expect(textOf('/')).not.toMatch(/<script>|<style|style=|\son[a-z]+=/);
});
