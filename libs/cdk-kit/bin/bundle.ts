import { readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';

/**
 * Bundles the functions of the project in the current folder: `src/routes/<name>.ts` and `src/consumers/<name>.ts`, or in a folder there,
 * become `dist/<name>/index.mjs`.
 *
 * One bundle runs on Lambda and in a worker thread of the local cloud. It is ESM, because templates' assets lie below a
 * package of type "module", and holds the AWS SDK, so that no deployment changes the SDK under our feet.
 */
const folders = ['routes', 'consumers'].map((folder) => resolve('src', folder));
const { values: options } = parseArgs({ options: { out: { type: 'string' }, plant: { type: 'string' } } });
const target = resolve(options.out ?? 'dist');

/** Source file of each function, by the function's name. */
const sources = new Map<string, string>();
for (const folder of folders) {
  for (const file of await readdir(folder, { recursive: true }).catch(() => [])) {
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

/**
 * Takes Node's own modules as objects instead of importing them: an import reads every member of a module, and that of `node:http` by
 * which WebSocket is reached loads all of undici. It was a third of the processor time of a cold start (Node 24.21).
 */
const nodeModulesAsObjects: Plugin = {
  name: 'node-modules-as-objects',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)*$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'node' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
    }));
  },
};

/** A text to replace in a source file while it is bundled. */
interface Plant {
  /** Path in the workspace. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Faults that a drill plants in a copy of its own: `--plant <file of JSON>`, together with `--out`. */
const plants: readonly Plant[] = options.plant === undefined ? [] : JSON.parse(await readFile(options.plant, 'utf8'));

/** Reads a source file, with the faults that are planted in it. @throws Error when a text to replace is not there */
async function readSource(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return plants
    .filter(({ file }) => path.split(sep).join('/').endsWith(`/${file}`))
    .reduce((planted, { file, find, replace }) => {
      if (!planted.includes(find))
        throw new Error(`${file} does not hold ${JSON.stringify(find)}: no fault is planted`);
      return planted.replace(find, () => replace);
    }, text);
}

const plantedFaults: Plugin = {
  name: 'planted-faults',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!plants.some(({ file }) => path.split(sep).join('/').endsWith(`/${file}`))) return undefined;
      return { contents: await readSource(path), loader: 'ts' };
    });
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
      const texts = await Promise.all(files.map((file) => readSource(join(folder, file))));
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
  // Names stay, so that a stack trace can be read: translating it by a source map at run time costs each cold start a third more.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  plugins: [nodeModulesAsObjects, withoutLocales, textOfFolders, ...(plants.length === 0 ? [] : [plantedFaults])],
  // Packages that are still CommonJS call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
process.stdout.write(`bundled ${sources.size} functions into ${target}\n`);
