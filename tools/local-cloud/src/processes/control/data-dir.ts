import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '@redoubt/embedded-postgres';
import type { RegionModel } from '../../protocol/resolved.ts';
import { markerFile } from '../supervise/data-dir-check.ts';

/** Where a local cloud keeps its files, for its user alone; one folder per region and one for logs. */
export class DataDir {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Empties the folder, which preflight has found to be ours, and marks it as used by this process. */
  async prepare(models: readonly RegionModel[]): Promise<void> {
    for (const name of await readdir(this.path)) await rm(join(this.path, name), { recursive: true, force: true });
    await writeFile(
      join(this.path, markerFile),
      JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() }),
    );
    makePrivateFolder(this.path);
    makePrivateFolder(this.logs);
    for (const model of models) {
      makePrivateFolder(this.region(model.region));
      await writeFile(this.modelFile(model.region), JSON.stringify(model, undefined, 2));
    }
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  logFile(component: string): string {
    return join(this.logs, `${component}.log`);
  }

  region(region: string): string {
    return join(this.path, region);
  }

  modelFile(region: string): string {
    return join(this.region(region), 'model.json');
  }

  eventsFile(region: string): string {
    return join(this.region(region), 'events.ndjson');
  }

  messagesFile(region: string): string {
    return join(this.region(region), 'messages.ndjson');
  }
}
