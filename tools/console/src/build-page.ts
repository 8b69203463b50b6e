import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { type PageFile, pageFile } from './page-file.ts';

/** Folder of the page's sources. */
const sources = join(import.meta.dirname, '..', 'page');

/**
 * Bundles the page.
 *
 * @returns its files by path; `/` is the page itself. Parts that few people look at are scripts of their own, loaded when they do
 */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: {
      console: join(sources, 'main.tsx'),
      // Not a part of the page's style: it stands beside the one of the reference, away from ours.
      reference: join(sources, 'reference', 'reference.css'),
    },
    bundle: true,
    // Served as it is.
    external: ['/vendor/*'],
    minify: true,
    write: false,
    outdir: '/',
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const html = await readFile(join(sources, 'index.html'));
  const icon = await readFile(join(sources, 'icon.svg'));
  const files: [string, PageFile][] = [
    ['/', pageFile('text/html; charset=utf-8', html)],
    ['/icon.svg', pageFile('image/svg+xml', icon)],
  ];
  for (const { path, contents } of outputFiles) {
    const type = path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    files.push([`/${basename(path)}`, pageFile(type, contents)]);
  }
  return new Map(files);
}
