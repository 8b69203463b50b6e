import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, reachableFolder } from '@redoubt/embedded-postgres';

/** Name under which AWS keeps what a lost writer had not replicated. */
const snapshotPrefix = 'rds:unplanned-global-failover-';

/** Content of a region's data folder. */
export type FolderContent = 'nothing' | 'standby' | 'writer';

/** The folders of one region's database: its data, and the data that a lost writer left behind. */
export class DatabaseFolders {
  /** The folder PostgreSQL runs on. */
  readonly data: string;
  /** Where a clone is made before it takes the place of `data`. */
  readonly next: string;
  readonly #home: string;

  constructor(regionDataDir: string) {
    this.#home = reachableFolder(join(regionDataDir, 'postgres'));
    this.data = join(this.#home, 'data');
    this.next = join(this.#home, 'next');
  }

  /** Removes everything: a region that starts for the first time has no past. */
  clear(): void {
    rmSync(this.#home, { recursive: true, force: true });
    makePrivateFolder(this.#home);
  }

  /** A folder has the signal file of a standby until it is promoted, so the folder itself says what it was. */
  content(): FolderContent {
    if (!existsSync(join(this.data, 'PG_VERSION'))) return 'nothing';
    return existsSync(join(this.data, 'standby.signal')) ? 'standby' : 'writer';
  }

  /** Puts a finished clone in the place of the data; a writer's data is kept as a snapshot, a standby's goes. */
  replaceData(clusterId: string, now: Date): void {
    const content = this.content();
    if (content === 'writer') {
      const time = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replaceAll(/[.Z]/g, '');
      renameSync(this.data, join(this.#home, `${snapshotPrefix}${clusterId}-${time}`));
    } else {
      rmSync(this.data, { recursive: true, force: true });
    }
    renameSync(this.next, this.data);
  }

  /** Name and folder of the youngest snapshot of a lost writer. */
  latestSnapshot(): { readonly name: string; readonly folder: string } | undefined {
    const name = readdirSync(this.#home)
      .filter((entry) => entry.startsWith(snapshotPrefix) && !entry.endsWith('.log'))
      .sort()
      .at(-1);
    return name === undefined ? undefined : { name, folder: join(this.#home, name) };
  }
}
