import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '../../definitions/function-definition.ts';

/** File of a function's module. @throws Error when its asset does not hold one */
export function moduleFileOf({
  name,
  assetFolder,
  moduleName,
}: Pick<FunctionDefinition, 'name' | 'assetFolder' | 'moduleName'>): string {
  const file = ['mjs', 'js', 'cjs']
    .map((extension) => join(assetFolder, `${moduleName}.${extension}`))
    .find(existsSync);
  if (file === undefined)
    throw new Error(`function ${name}: no ${moduleName}.mjs, .js or .cjs in ${assetFolder}; bundle its service first`);
  return file;
}
