import { join } from 'node:path';
import type { ConsoleHost } from '@redoubt/local-cloud';

const workspace = join(import.meta.dirname, '..', '..', '..', '..', '..');

/** Ports between a local cloud and the one of its drills: that of `npm start` and that of `npm run drill` lie as far apart. */
const portsApart = 200;
/** The console's port among those of its cloud. */
const consolePort = 5;

/** Where drills are carried out, and where they leave their evidence. */
export interface DrillPlaces {
  readonly workspace: string;
  /** Arguments of Node that make it `redoubt`. */
  readonly program: readonly string[];
  /** Folder with a folder for each drill. */
  readonly reports: string;
  /** Of a drill's local cloud; emptied at its start. */
  readonly dataDir: string;
  readonly portBase: number;
}

/** Beside the cloud that the console belongs to. */
export function drillPlaces({ dataDir, listen }: Pick<ConsoleHost, 'dataDir' | 'listen'>): DrillPlaces {
  return {
    workspace,
    program: [join(workspace, 'tools', 'cli', 'src', 'main.ts')],
    reports: join(workspace, '.redoubt', 'reports'),
    dataDir: `${dataDir}-drill`,
    portBase: listen.port - consolePort + portsApart,
  };
}
