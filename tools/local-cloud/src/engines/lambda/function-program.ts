import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

const source = new URL('./runtime/worker-main.ts', import.meta.url);
let program: Promise<URL> | undefined;

/**
 * Address of the program that workers run, as plain JavaScript.
 *
 * Node strips types anew in every thread that loads TypeScript: 50 of the 100 ms of processor time that an empty worker took to start
 * (Node 24.21, two cores of an AMD EPYC).
 */
export function functionProgram(): Promise<URL> {
  program ??= bundle();
  return program;
}

async function bundle(): Promise<URL> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    // Packages are found from where the source lies.
    define: { 'import.meta.url': JSON.stringify(source.href) },
  });
  await stop();
  return new URL(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}
