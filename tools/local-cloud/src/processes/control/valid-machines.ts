import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidMachines } from '../../definitions/checks/templates.ts';
import { workspace } from '../../definitions/templates/read-apps.ts';

/**
 * Remembers state machines that were found valid, from one start to the next, in the workspace's cache.
 *
 * @param folder emptied with the other installed packages, so that another validator judges anew
 */
export function rememberedMachines(
  folder: string = join(workspace, 'node_modules', '.cache', 'local-cloud-machines'),
): ValidMachines {
  return {
    has: (digest) => existsSync(join(folder, digest)),
    add(digest) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, digest), '');
    },
  };
}
