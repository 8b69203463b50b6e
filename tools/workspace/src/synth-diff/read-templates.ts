import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Template } from './template-changes.ts';

/** The synthesized templates of a checkout, by the stack's name. */
export function readTemplates(root: string): ReadonlyMap<string, Template> {
  const files = globSync('{platform,services/*}/cdk.out/*.template.json', { cwd: root }).sort();
  return new Map(
    files.map((file) => [
      basename(file, '.template.json'),
      JSON.parse(readFileSync(join(root, file), 'utf8')) as Template,
    ]),
  );
}
