import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles every handler of the project in the current folder: `src/handlers/<name>.ts` → `dist/<name>/index.mjs`.
 *
 * One bundle runs on Lambda and in a worker thread of the local cloud. It is ESM, because templates' assets lie below a
 * package of type "module", and holds the AWS SDK, so that no deployment changes the SDK under our feet.
 */
const sources = resolve('src/handlers');
const target = resolve('dist');

const handlers = (await readdir(sources).catch(() => []))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
if (handlers.length === 0) throw new Error(`no handlers in ${sources}: run this in the folder of a service`);

/**
 * Leaves zod's error messages in forty languages out of every bundle: a quarter of a megabyte that each cold start reads
 * and nobody asks for. English is imported on its own.
 */
const withoutLocales: Plugin = {
  name: 'without-zod-locales',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/zod/') ? { path, namespace: 'no-locales', sideEffects: false } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-locales' }, () => ({ contents: 'export {};' }));
  },
};

await rm(target, { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(handlers.map((handler) => [join(handler, 'index'), join(sources, `${handler}.ts`)])),
  outdir: target,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  sourcemap: 'linked',
  legalComments: 'none',
  loader: { '.sql': 'text' },
  plugins: [withoutLocales],
  // Packages that are still CommonJS call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
process.stdout.write(`bundled ${handlers.length} handlers into ${target}\n`);
