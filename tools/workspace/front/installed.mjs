import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether what package-lock.json asks for is in node_modules, whoever installed it: npm leaves a list of it there when it is done.
 *
 * Optional packages may be missing: those for other systems are.
 */
export function isInstalled(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const there = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || there === undefined) return false;
  // The others are the packages of this repository: their files are not installed.
  const installed = Object.entries(wanted).filter(([path]) => path.includes('node_modules/'));
  return installed.every(([path, entry]) => {
    const found = there[path];
    // A package of this repository that was made since: it is there when it can be found by its name.
    if (entry.link === true) return existsSync(join(root, path));
    if (found === undefined) return entry.optional === true;
    return ['version', 'integrity', 'resolved'].every((member) => found[member] === entry[member]);
  });
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
