import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { projectFolders } from '../../workspace/src/project-folders.ts';
import { trackedFiles } from './tracked-files.ts';

/** One import that leaves its project. */
export interface CrossImport {
  /** Importing file, relative to the root. */
  readonly file: string;
  /** Folder of the importing project. */
  readonly from: string;
  /** Folder of the imported project. */
  readonly to: string;
}

/** Every import from one project into another, by package name or by relative path, over all tracked TypeScript. */
export function crossImports(root: string): readonly CrossImport[] {
  const folders = projectFolders(root);
  return trackedFiles(root, '.ts', '.tsx', '.mjs')
    .filter((file) => projectOf(file, folders) !== undefined)
    .flatMap((file) => importsOf(root, file, folders));
}

/** Folder of the project that a file lies in; undefined at the root. */
export function projectOf(file: string, folders: readonly string[]): string | undefined {
  return folders.find((folder) => file.startsWith(`${folder}/`));
}

/** The project imports of one text, as if it stood in `file`. */
export function importsIn(text: string, file: string, folders: readonly string[]): readonly CrossImport[] {
  const from = projectOf(file, folders);
  if (from === undefined) return [];
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => targetOf(fileName, file, folders))
    .filter((to) => to !== undefined && to !== from)
    .map((to) => ({ file, from, to: to as string }));
}

function importsOf(root: string, file: string, folders: readonly string[]): readonly CrossImport[] {
  return importsIn(readFileSync(join(root, file), 'utf8'), file, folders);
}

function targetOf(specifier: string, file: string, folders: readonly string[]): string | undefined {
  if (specifier.startsWith('@redoubt/')) {
    const name = specifier.split('/')[1];
    return folders.find((folder) => folder.split('/').at(-1) === name);
  }
  if (!specifier.startsWith('.')) return undefined;
  return projectOf(relative('', join(dirname(file), specifier)).replaceAll('\\', '/'), folders);
}
