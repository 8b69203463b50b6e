import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolders } from '../../workspace/src/project-folders.ts';
import { packagesImportedBy } from '../src/package-imports.ts';
import { root } from '../src/root.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const ofEveryone = Object.keys(manifestOf('.').devDependencies ?? {});

/** Types and binaries are used without an import. */
const isImported = (name: string): boolean => !name.startsWith('@types/');
/** Types of these come from `@types/*` alone. */
const typesOnly = new Map([['aws-lambda', '@types/aws-lambda']]);

test.each(projectFolders(root))('%s lists exactly the packages it imports', (folder) => {
  const { dependencies = {}, devDependencies = {} } = manifestOf(folder);
  const listed = Object.keys({ ...dependencies, ...devDependencies });
  const imported = [...packagesImportedBy(root, folder)].map((name) => typesOnly.get(name) ?? name);
  expect(imported.filter((name) => !listed.includes(name) && !ofEveryone.includes(name)).sort()).toEqual([]);
  expect(listed.filter((name) => isImported(name) && !imported.includes(name)).sort()).toEqual([]);
});
