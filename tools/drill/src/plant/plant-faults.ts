import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { serviceNames } from '@redoubt/contracts';
import { DrillError } from '../drill-error.ts';
import type { PlantedFault } from './planted-fault.ts';

const workspace = join(import.meta.dirname, '..', '..', '..', '..');
const bundler = join(workspace, 'libs', 'cdk-kit', 'bin', 'bundle.ts');

/**
 * Plants faults in a copy of the synthesized apps: bundles the functions again with the texts replaced, and puts them in the
 * place of those that `synth` has bundled. The workspace stays as it is.
 *
 * @returns folders of the apps to deploy
 * @throws DrillError `fault_not_planted`
 */
export async function plantFaults(
  faults: readonly Pick<PlantedFault, 'sources' | 'templates'>[],
  folder: string,
): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const sources = faults.flatMap((fault) => fault.sources);
  for (const { file, find } of sources) {
    const source = await readFile(join(workspace, file), 'utf8');
    if (!source.includes(find)) throw notPlanted(`${file} does not hold ${JSON.stringify(find)}`);
  }
  const plants = join(folder, 'plants.json');
  await writeFile(plants, JSON.stringify(sources));
  // The platform has templates and no functions of its own to plant faults in.
  const apps = ['platform', ...serviceNames.map((service) => join('services', service))];
  const copies: string[] = [];
  for (const app of apps) {
    const copy = join(folder, basename(app));
    await cp(join(workspace, app, 'cdk.out'), join(copy, 'cdk.out'), { recursive: true });
    if (app !== 'platform' && sources.length > 0) await replaceFunctions(app, { copy, plants });
    await replaceInTemplates(
      copy,
      faults.flatMap(({ templates = [] }) => templates.filter((it) => it.app === app)),
    );
    copies.push(copy);
  }
  return copies;
}

async function replaceFunctions(
  app: string,
  { copy, plants }: { readonly copy: string; readonly plants: string },
): Promise<void> {
  const target = join(copy, 'dist');
  await run([bundler, '--out', target, '--plant', plants], join(workspace, app));
  const assets = new Map<string, string>();
  for (const name of await readdir(join(copy, 'cdk.out'))) {
    if (!name.startsWith('asset.')) continue;
    const path = join(copy, 'cdk.out', name, 'index.mjs');
    const code = await readFile(path, 'utf8').catch(() => undefined);
    if (code !== undefined) assets.set(code, path);
  }
  for (const name of await readdir(target)) {
    const synthesized = await readFile(join(workspace, app, 'dist', name, 'index.mjs'), 'utf8').catch(() => '');
    const asset = assets.get(synthesized);
    if (asset === undefined) throw notPlanted(`function ${name} of ${app} is not in its cdk.out; synthesize again`);
    await cp(join(target, name, 'index.mjs'), asset);
  }
}

async function replaceInTemplates(
  copy: string,
  plants: readonly { readonly find: string; readonly replace: string }[],
): Promise<void> {
  const folder = join(copy, 'cdk.out');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.template.json'));
  for (const { find, replace } of plants) {
    let found = 0;
    for (const file of files) {
      const template = await readFile(join(folder, file), 'utf8');
      if (!template.includes(find)) continue;
      found++;
      await writeFile(
        join(folder, file),
        template.replaceAll(find, () => replace),
      );
    }
    if (found === 0) throw notPlanted(`no template in ${folder} holds ${JSON.stringify(find)}`);
  }
}

async function run(args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, ['--conditions', 'development', ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const [code, errors] = await Promise.all([exit, text(child.stderr)]);
  if (code !== 0) throw notPlanted(errors.trim());
}

function notPlanted(message: string): DrillError {
  return new DrillError('fault_not_planted', message);
}
