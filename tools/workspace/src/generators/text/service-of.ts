import type { Tree } from '@nx/devkit';

/** Whether a service has this name. */
export function hasService(tree: Tree, service: string): boolean {
  return tree.exists(`services/${service}/package.json`);
}

/** @throws Error when there is no such service */
export function assertService(tree: Tree, service: string): void {
  if (hasService(tree, service)) return;
  throw new Error(`service must be one of ${tree.children('services').sort().join(', ')}, got ${service}`);
}
