import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Folder of the page's sources. */
const sources = join(import.meta.dirname, '..', 'page');

/** One file as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly gzipped: Buffer;
}

/**
 * Bundles the page.
 *
 * @returns its files by path; `/` is the page itself
 */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({
    entryPoints: { console: join(sources, 'main.tsx') },
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const html = await readFile(join(sources, 'index.html'));
  const icon = await readFile(join(sources, 'icon.svg'));
  const files: [string, PageFile][] = [
    ['/', file('text/html; charset=utf-8', html)],
    ['/icon.svg', file('image/svg+xml', icon)],
  ];
  for (const { path, contents } of outputFiles) {
    const isStyle = path.endsWith('.css');
    files.push([
      isStyle ? '/console.css' : '/console.js',
      file(isStyle ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8', contents),
    ]);
  }
  return new Map(files);
}

function file(type: string, content: Uint8Array): PageFile {
  return { type, gzipped: gzipSync(content, { level: 9 }) };
}
