import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  cloneStandby,
  commitBeat,
  initialise,
  type PostgresStatus,
  promote,
  readStatus,
  type Server,
  type ServerRole,
  type Superuser,
  startServer,
} from '@redoubt/embedded-postgres';
import { Pool } from 'pg';
import type { DatabaseIdentity } from '../../definitions/database-identity.ts';
import type { RegionContext } from '../service-module.ts';
import { createMaster } from './create-master.ts';
import { DatabaseFolders } from './database-folders.ts';
import { OldLedger } from './old-ledger.ts';

/** Superuser of every database here; on RDS the service's own user has this name, too. */
const superuserName = 'rdsadmin';
/** Added to the region's port base. */
const databasePort = 2;
const snapshotPort = 3;
const cloneRetryMs = 50;
/** Time between two looks at the replication, in milliseconds; also the resolution of the lag while nothing else commits. */
const monitorIntervalMs = 500;

/**
 * The region's PostgreSQL: a child of the region process, which dies with it.
 *
 * Control says at the start whether it is the writer; later it promotes it, or lets it follow another one. What it says
 * never makes a second writer of a folder that lost a failover: such a folder is set aside as a snapshot.
 */
export class RegionDatabase {
  readonly identity: DatabaseIdentity;
  readonly #context: RegionContext;
  readonly #folders: DatabaseFolders;
  readonly #stop = new AbortController();
  #started: Promise<void> = Promise.resolve();
  #server: Server | undefined;
  #admin: Pool | undefined;
  readonly #oldLedger: OldLedger;
  #monitor: NodeJS.Timeout | undefined;
  #lagMs: number | undefined;
  #isWriter = false;
  #isDown = false;
  #hasStarted = false;
  /** Changes of the server, one after the other. */
  #changed: Promise<unknown> = Promise.resolve();
  #sourceRegion: string | undefined;

  constructor(context: RegionContext, identity: DatabaseIdentity) {
    this.#context = context;
    this.identity = identity;
    this.#folders = new DatabaseFolders(context.dataDir);
    const listen = { address: context.address, port: context.portBase + snapshotPort };
    this.#oldLedger = new OldLedger(this.#folders, { listen, superuser: this.#superuser });
  }

  /** Begins to start; `started` tells the end. A replica waits for its writer for as long as it takes. */
  begin(): void {
    this.#started = this.#begin();
    this.#started.catch(() => undefined); // callers of `started` get the error
    this.#monitor = setInterval(() => void this.#watch(), monitorIntervalMs).unref();
  }

  /** Resolves when the database answers. @throws PostgresError */
  get started(): Promise<void> {
    return this.#started;
  }

  /** Whether the server has ever answered. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Status of the cluster's instance in RDS's words. */
  get instanceStatus(): 'creating' | 'available' | 'rebooting' | 'failed' {
    if (this.#isDown || this.#server?.hasEnded === true) return 'failed';
    if (this.#server !== undefined) return 'available';
    return this.#hasStarted ? 'rebooting' : 'creating';
  }

  /** Lag behind the writer in milliseconds; undefined on a writer, and while nothing comes from the writer. */
  get lagMs(): number | undefined {
    return this.#lagMs;
  }

  /** Region of the writer that this database follows; undefined on a writer. */
  get sourceRegion(): string | undefined {
    return this.#sourceRegion;
  }

  /** Whether statements may be sent: the server runs and takes writes. */
  get isWriter(): boolean {
    return this.#isWriter;
  }

  /** URL of a database of this region, as superuser; of the cluster's own database unless another one is named. */
  async url(database?: string): Promise<string> {
    return this.#running().url(superuserName, database ?? (await this.#ownDatabase()));
  }

  /** Status of the database; undefined while it does not answer. */
  async status(): Promise<PostgresStatus | undefined> {
    try {
      return this.#admin === undefined ? undefined : await readStatus(this.#admin);
    } catch {
      return undefined; // starting, stopping, or being replaced
    }
  }

  /** Ends the server as a crash does, and lets it not come back until it is brought up again. */
  async bringDown(): Promise<void> {
    this.#isDown = true;
    await this.#inTurn(async () => {
      const isWriter = this.#isWriter;
      await this.#end('immediate');
      // A writer that is down is still the writer: statements fail for want of a server, not of a role.
      this.#isWriter = isWriter;
    });
  }

  /** Starts the server again on its own data, or as replica of the writer that took its place meanwhile. */
  async bringUp(writerRegion: string): Promise<void> {
    this.#isDown = false;
    const wasReplaced = writerRegion !== this.#context.model.region && this.#folders.content() === 'writer';
    if (wasReplaced) await this.rejoin(writerRegion);
    else await this.resume(writerRegion);
  }

  /** Makes this region's database the writer; resolves when it takes writes. @throws PostgresError `promotion_failed` */
  async promote(): Promise<void> {
    await this.#inTurn(async () => {
      const server = this.#running();
      await promote(server, superuserName);
      this.#isWriter = true;
      this.#sourceRegion = undefined;
      this.#context.log('postgres', 'promoted to writer', { folder: server.dataDir });
    });
  }

  /**
   * Gives up this region's own data and follows a writer that was promoted elsewhere.
   *
   * The clone comes first: while the new writer is out of reach, nothing changes here, and an isolated old writer goes on.
   */
  async rejoin(writerRegion: string): Promise<void> {
    await this.#inTurn(async () => {
      this.#assertUp();
      // Control tries again and again; an attempt before this one may have done it.
      if (this.#server !== undefined && this.#sourceRegion === writerRegion) return;
      await this.#clone(writerRegion);
      await this.#end('immediate');
      this.#folders.replaceData(this.identity.clusterId, new Date());
      await this.#follow(writerRegion);
      this.#context.log('postgres', 'follows the new writer', { writerRegion });
    });
  }

  /** Stops taking writes after all of them have reached the standby: the first step of a switchover. */
  async retire(): Promise<void> {
    await this.#inTurn(() => this.#end('fast'));
  }

  /** Starts again on this region's own data, as standby of another region or as the writer it was. */
  async resume(writerRegion: string): Promise<void> {
    await this.#inTurn(async () => {
      this.#assertUp();
      const isWriter = writerRegion === this.#context.model.region;
      if (isWriter) await this.#serve({ kind: 'writer' });
      else await this.#follow(writerRegion);
    });
  }

  /** Name and URL of what a lost writer left in this region, started read-only; undefined when nothing was lost. */
  async oldLedger(database?: string): Promise<{ readonly name: string; readonly url: string } | undefined> {
    const latest = await this.#oldLedger.latest();
    if (latest === undefined) return undefined;
    return { name: latest.name, url: latest.server.url(superuserName, database ?? (await this.#ownDatabase())) };
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearInterval(this.#monitor);
    // Like a kill, but in order: what is committed is in the folder, and nobody waits for a replica.
    await Promise.all([this.#oldLedger.stop(), this.#end('immediate')]);
  }

  async #begin(): Promise<void> {
    const { databaseRole, restored, writerRegion } = this.#context.start;
    if (!restored) this.#folders.clear();
    const content = this.#folders.content();
    if (databaseRole === 'writer') {
      if (content === 'nothing') await this.#create();
      else await this.#serve({ kind: 'writer' });
      return;
    }
    if (content === 'standby') {
      await this.#follow(writerRegion);
      return;
    }
    await this.#cloneWhenReachable(writerRegion);
    this.#folders.replaceData(this.identity.clusterId, new Date());
    await this.#follow(writerRegion);
  }

  async #create(): Promise<void> {
    const { origin, clusterId } = this.identity;
    if (origin === undefined) {
      throw new Error(
        `cluster ${clusterId} starts as writer but its template has no master user; give it one, or start its peer as writer`,
      );
    }
    await initialise(this.#folders.data, this.#superuser);
    const server = await this.#serve({ kind: 'writer' });
    await createMaster(server.url(superuserName, 'postgres'), origin);
  }

  async #cloneWhenReachable(writerRegion: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#clone(writerRegion);
      } catch (error) {
        if (this.#stop.signal.aborted) throw error;
        if (attempt === 1)
          this.#context.log('postgres', 'waits for the writer', { writerRegion, error: String(error) });
        await pause(cloneRetryMs);
      }
    }
  }

  async #clone(writerRegion: string): Promise<void> {
    rmSync(this.#folders.next, { recursive: true, force: true });
    const { host, port } = this.#linkTo(writerRegion);
    const login = `${superuserName}:${encodeURIComponent(this.#superuser.password)}`;
    await cloneStandby({ from: `postgresql://${login}@${host}:${port}/postgres`, dataDir: this.#folders.next });
  }

  async #serve(role: ServerRole): Promise<Server> {
    const { address, portBase } = this.#context;
    const server = await startServer({
      dataDir: this.#folders.data,
      listen: { address, port: portBase + databasePort },
      role,
      superuser: this.#superuser,
    });
    const admin = new Pool({ connectionString: server.url(superuserName, 'postgres'), max: 2 });
    admin.on('error', () => undefined); // an idle connection whose server ends
    this.#server = server;
    this.#hasStarted = true;
    this.#admin = admin;
    this.#isWriter = role.kind === 'writer';
    if (this.#stop.signal.aborted) await this.#end('immediate');
    return server;
  }

  async #end(mode: 'fast' | 'immediate'): Promise<void> {
    const [server, admin] = [this.#server, this.#admin];
    this.#server = undefined;
    this.#admin = undefined;
    this.#isWriter = false;
    await server?.stop(mode);
    await admin?.end();
  }

  async #follow(writerRegion: string): Promise<void> {
    const { host, port } = this.#linkTo(writerRegion);
    await this.#serve({ kind: 'standby', primary: { address: host, port }, user: superuserName });
    this.#sourceRegion = writerRegion;
  }

  get #superuser(): Superuser {
    return { name: superuserName, password: this.#context.start.databasePassword };
  }

  #linkTo(region: string): { readonly host: string; readonly port: number } {
    const link = this.#context.start.links[region];
    if (link === undefined) throw new Error(`no link from ${this.#context.model.region} to ${region}`);
    return link.postgres;
  }

  /** Only the template of the first writer names it; a replica finds it among the databases. */
  async #ownDatabase(): Promise<string> {
    const query =
      "select datname from pg_database where not datistemplate and datname <> 'postgres' order by oid limit 1";
    const found = await this.#admin?.query<{ datname: string }>(query);
    return found?.rows[0]?.datname ?? 'postgres';
  }

  async #inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.#changed.catch(() => undefined).then(change);
    this.#changed = turn.catch(() => undefined);
    await turn;
  }

  #assertUp(): void {
    if (this.#isDown) throw new Error(`the database of ${this.#context.model.region} is down`);
  }

  #running(): Server {
    if (this.#server !== undefined && !this.#server.hasEnded) return this.#server;
    throw new Error(`the database of ${this.#context.model.region} does not run now`);
  }

  async #watch(): Promise<void> {
    const status = await this.status();
    this.#lagMs = status === undefined || status.isWriter || !status.isStreaming ? undefined : status.lagMs;
    if (status?.isWriter === true && this.#admin !== undefined) await commitBeat(this.#admin).catch(() => undefined);
  }
}
