import { globSync } from 'node:fs';
import { dirname } from 'node:path';

/** Every project's folder, relative to the workspace's root and sorted: `libs/cdk-kit`, `platform`, `services/failover` … */
export function projectFolders(root: string): readonly string[] {
  return globSync(['platform/package.json', '{services,libs,tools}/*/package.json'], { cwd: root })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .sort();
}
