import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { trackedFiles } from './tracked-files.ts';

/** The packages that a project's own files import, without Node's own. */
export function packagesImportedBy(root: string, folder: string): ReadonlySet<string> {
  const files = trackedFiles(root, '.ts', '.tsx', '.mjs').filter((file) => file.startsWith(`${folder}/`));
  return new Set(files.flatMap((file) => packagesIn(readFileSync(join(root, file), 'utf8'))));
}

/** The packages that one text imports: `@aws-sdk/client-sqs`, `zod` … */
export function packagesIn(text: string): readonly string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => /^[@a-z]/.test(name) && !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
