import { join } from 'node:path';
import { type GeneratorCallback, generateFiles, type Tree } from '@nx/devkit';
import { finish } from '../finish.ts';
import { editFile } from '../text/edit-file.ts';
import { namesOf } from '../text/names.ts';
import { raiseWildcards } from '../text/raise-wildcards.ts';
import { hasService } from '../text/service-of.ts';
import { withPackage } from './locked-packages.ts';
import { placesOf } from './service-places.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly owner?: string;
}

/** Packages that a generated service imports; versions are those of the service that they are read from. */
const packages = [
  '@aws-sdk/lib-dynamodb',
  '@redoubt/cdk-kit',
  '@redoubt/contracts',
  '@redoubt/lambda-kit',
  'aws-cdk-lib',
  'constructs',
  'zod',
] as const;
const model = 'services/merchants/package.json';

/** Logs and network of its two functions, once in each region, and the three roles of operators who may read. */
const wildcards = { all: 12, onEveryResource: 2 } as const;

/** Makes a service that passes everything as it is: one route, one consumer, one table, its alarms, in both regions. */
export default function generateService(
  tree: Tree,
  { name, owner = `@redoubt/${name}` }: ServiceOptions,
): GeneratorCallback {
  const names = namesOf(name);
  assertFree(tree, name);
  const folder = `services/${name}`;
  const { dependencies: known } = JSON.parse(tree.read(model, 'utf8') ?? '{}') as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const dependencies = Object.fromEntries(packages.map((each) => [each, known[each] ?? '*']));
  for (const [files, target] of [
    ['service', folder],
    ['runbooks', 'docs/runbooks'],
    ['contracts', 'libs/contracts/src/http/operators'],
  ] as const) {
    generateFiles(tree, join(import.meta.dirname, 'files', files), target, { ...names, dependencies });
  }
  for (const edit of placesOf(names, owner)) editFile(tree, edit);
  raiseWildcards(tree, wildcards);
  const manifest = { name: `@redoubt/${name}`, version: '0.0.0', dependencies };
  tree.write('package-lock.json', withPackage(tree.read('package-lock.json', 'utf8') ?? '', folder, manifest));
  return finish(tree, {
    link: { name: manifest.name, folder },
    writers: [{ folder, program: 'bin/write-reference.ts' }],
  });
}

/**
 * Functions, queues and alarms of a service begin with its name, and are told apart by it.
 *
 * @throws Error when the name is no single word, is taken, or begins another one
 */
function assertFree(tree: Tree, name: string): void {
  if (!/^[a-z]{3,20}$/.test(name)) throw new Error(`a service is called by one word of 3 to 20 letters, got ${name}`);
  if (hasService(tree, name)) throw new Error(`services/${name} exists already; choose another name`);
  const others = ['platform', ...tree.children('services')];
  const like = others.find((other) => other.startsWith(name) || name.startsWith(other));
  if (like !== undefined) throw new Error(`${name} and ${like} begin alike: their functions could not be told apart`);
}
