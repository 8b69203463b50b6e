import { showExportRoute } from '../exporting/show-export-route.ts';
import { wireExportLinks, wireExports, wireKeys, wireLease } from '../wiring.ts';

export const handler = showExportRoute({
  exports: wireExports(),
  links: wireExportLinks(),
  lease: wireLease(),
  keys: wireKeys(),
});
