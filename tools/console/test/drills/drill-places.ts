import { join } from 'node:path';
import type { DrillPlaces } from '../../src/server/drills/drill-places.ts';
import { freePort } from '../free-port.ts';

/** Places whose program says what a drill says, and takes no time. */
export async function placesOf(reports: string): Promise<DrillPlaces> {
  return {
    workspace: import.meta.dirname,
    program: [join(import.meta.dirname, 'a-drill-program.mjs')],
    reports,
    dataDir: join(reports, 'cloud-drill'),
    portBase: await freePort(),
  };
}
