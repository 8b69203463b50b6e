import { type Server, type ServerOptions, startServer } from '@redoubt/embedded-postgres';
import type { DatabaseFolders } from './database-folders.ts';

/** Ledger of a lost writer of this region: its latest snapshot, started read-only when somebody reads it. */
export class OldLedger {
  readonly #folders: DatabaseFolders;
  readonly #options: Pick<ServerOptions, 'listen' | 'superuser'>;
  #started: { readonly name: string; readonly server: Server } | undefined;

  constructor(folders: DatabaseFolders, options: Pick<ServerOptions, 'listen' | 'superuser'>) {
    this.#folders = folders;
    this.#options = options;
  }

  /** Name and server of the latest snapshot; undefined when nothing was lost. */
  async latest(): Promise<{ readonly name: string; readonly server: Server } | undefined> {
    const latest = this.#folders.latestSnapshot();
    if (latest === undefined) return undefined;
    if (this.#started?.name !== latest.name) {
      await this.stop();
      const server = await startServer({ ...this.#options, dataDir: latest.folder, role: { kind: 'exhibit' } });
      this.#started = { name: latest.name, server };
    }
    return this.#started;
  }

  async stop(): Promise<void> {
    await this.#started?.server.stop('immediate');
  }
}
