import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles the functions of the project in the current folder: `src/routes/<name>.ts` and `src/consumers/<name>.ts` become
 * `dist/<name>/index.mjs`.
 *
 * One bundle runs on Lambda and in a worker thread of the local cloud. It is ESM, because templates' assets lie below a
 * package of type "module", and holds the AWS SDK, so that no deployment changes the SDK under our feet.
 */
const folders = ['routes', 'consumers'].map((folder) => resolve('src', folder));
const target = resolve('dist');

/** Source file of each function, by the function's name. */
const sources = new Map<string, string>();
for (const folder of folders) {
  for (const file of await readdir(folder).catch(() => [])) {
    if (!file.endsWith('.ts')) continue;
    const name = basename(file, '.ts');
    const other = sources.get(name);
    if (other !== undefined) throw new Error(`${join(folder, file)} and ${other} are both named ${name}: rename one`);
    sources.set(name, join(folder, file));
  }
}
if (sources.size === 0) throw new Error(`no functions in ${folders.join(' or ')}: run this in the folder of a service`);

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

/** Makes `import files from './folder?folder'` the text of every file below the folder, by its path in there. */
const textOfFolders: Plugin = {
  name: 'text-of-folders',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?folder$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\?folder$/, '')),
      namespace: 'folder',
    }));
    onLoad({ filter: /.*/, namespace: 'folder' }, async ({ path: folder }) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort();
      const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
      return {
        contents: JSON.stringify(Object.fromEntries(files.map((file, at) => [file, texts[at]]))),
        loader: 'json',
      };
    });
  },
};

await rm(target, { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries([...sources].map(([name, file]) => [join(name, 'index'), file])),
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
  plugins: [withoutLocales, textOfFolders],
  // Packages that are still CommonJS call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
process.stdout.write(`bundled ${sources.size} functions into ${target}\n`);
