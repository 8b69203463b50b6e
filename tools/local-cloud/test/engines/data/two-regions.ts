import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { reachableFolder } from '@redoubt/embedded-postgres';
import { QuorumReplicas } from '../../../src/engines/dynamodb/quorum-replicas.ts';
import { type QuorumStore, startQuorumStore } from '../../../src/engines/dynamodb/quorum-store.ts';
import { CallFaults } from '../../../src/engines/faults/call-faults.ts';
import { Links } from '../../../src/engines/link/links.ts';
import { GlobalDatabase } from '../../../src/engines/rds/global-database.ts';
import type { MetricQuery, RegionContext, ServiceModule } from '../../../src/engines/service-module.ts';
import { callRegion } from '../../../src/processes/control/region-caller.ts';
import { startAwsEndpoint } from '../../../src/processes/region/aws-endpoint.ts';
import { createDataModules } from '../../../src/processes/region/data-modules.ts';
import { forwardRequest } from '../../../src/processes/region/forward-request.ts';
import type { RunningServer } from '../../../src/protocol/http/listening.ts';
import { PortPlan, urlOf } from '../../../src/protocol/port-plan.ts';
import type { SocketAddress } from '../../../src/protocol/region-start.ts';
import type { ResolvedResource } from '../../../src/protocol/resolved.ts';
import { account, bucketName, resourcesOf } from './resources.ts';

export const east = 'us-east-1';
export const central = 'us-east-2';
export const witness = 'us-west-2';
export const regions = [east, central] as const;

/** Of the cloud: calls between its parts carry it. */
const token = 'a token';

/**
 * The data side of two regions and of control, in this process: real PostgreSQL servers, the real link, the real quorum
 * store, and the endpoint that SDK clients call. Only the processes are missing.
 */
export class TwoRegions implements AsyncDisposable {
  readonly plan: PortPlan;
  readonly links: Links;
  readonly globalDatabase: GlobalDatabase;
  readonly replicas: QuorumReplicas;
  readonly #home = join(tmpdir(), `two-regions-${randomUUID()}`);
  readonly #alive = new Set<string>();
  readonly #counted: { readonly region: string; readonly metric: string; readonly value: number }[] = [];
  readonly #modules = new Map<string, readonly ServiceModule[]>();
  readonly #endpoints = new Map<string, RunningServer>();
  /** Tables of which a write took effect, oldest first. */
  readonly written: string[] = [];
  #quorum: QuorumStore | undefined;

  private constructor(portBase: number) {
    this.plan = new PortPlan(portBase, regions);
    this.links = new Links(regions, this.plan);
    this.replicas = new QuorumReplicas(
      [...regions, witness],
      (region) => region === witness || this.#alive.has(region),
    );
    this.globalDatabase = new GlobalDatabase({
      resources: regions.flatMap((region) => resourcesOf(region)),
      account,
      writerRegion: east,
      callRegion: (region, hook, body) => callRegion({ endpoint: this.plan.aws(region), token }, hook, body),
      isAlive: (region) => this.#alive.has(region),
      log: () => undefined,
    });
  }

  static async start(): Promise<TwoRegions> {
    const cloud = new TwoRegions(await freePortBase());
    try {
      const tables = regions.flatMap((region): readonly ResolvedResource[] => resourcesOf(region));
      cloud.#quorum = await startQuorumStore({
        tables: tables.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable'),
        listen: cloud.plan.quorum,
        replicas: cloud.replicas,
        token,
        onWritten: (tableName) => void cloud.written.push(tableName),
      });
      await cloud.links.open();
      await Promise.all(regions.map((region) => cloud.startRegion(region)));
      return cloud;
    } catch (error) {
      await cloud[Symbol.asyncDispose]();
      throw error;
    }
  }

  async startRegion(region: string, { restored = false } = {}): Promise<void> {
    const context = this.#context(region, restored);
    mkdirSync(context.dataDir, { recursive: true });
    const modules = await createDataModules(context);
    this.#modules.set(region, modules);
    for (const resource of context.model.resources) {
      await modules.find(({ resourceTypes }) => resourceTypes.includes(resource.type))?.deploy(resource);
    }
    const hooks = Object.assign({}, ...modules.map((module) => module.hooks ?? {}));
    this.#endpoints.set(
      region,
      await startAwsEndpoint({
        context,
        modules,
        hooks,
        authorize: () => undefined,
        isFunction: () => false,
        faults: new CallFaults(() => context.model),
        crashedAt: async () => false,
      }),
    );
    await Promise.all(modules.map((module) => module.start?.()));
    this.#alive.add(region);
  }

  /** Leaves what a SIGKILL of the region's process tree leaves: its files, and no bytes under way. */
  async kill(region: string): Promise<void> {
    this.#alive.delete(region);
    const lock = join(reachableFolder(join(this.dataDir(region), 'postgres')), 'data', 'postmaster.pid');
    process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGKILL');
    this.links.dropConnectionsOf(region);
    await this.#stopRegion(region);
  }

  /** For SDK clients of a region. */
  client(region: string): {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  } {
    return {
      region,
      endpoint: urlOf(this.plan.aws(region)),
      credentials: { accessKeyId: 'operator', secretAccessKey: 'none' },
      maxAttempts: 1,
    };
  }

  hook(region: string, name: string, body: unknown = {}): Promise<unknown> {
    return callRegion({ endpoint: this.plan.aws(region), token }, name, body);
  }

  /** Values of a metric that a region has published, oldest first. */
  counted(region: string, metric: MetricQuery): readonly number[] {
    const name = JSON.stringify(metric);
    return this.#counted.filter((it) => it.region === region && it.metric === name).map(({ value }) => value);
  }

  metric(region: string, query: MetricQuery): number | undefined {
    return this.#modules
      .get(region)
      ?.map((module) => module.metric?.(query))
      .find((value) => value !== undefined);
  }

  dataDir(region: string): string {
    return join(this.#home, region);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.globalDatabase.stop();
    for (const region of regions) await this.#stopRegion(region);
    await this.links.close();
    await this.#quorum?.stop();
    for (const region of regions) {
      rmSync(reachableFolder(join(this.dataDir(region), 'postgres')), { recursive: true, force: true });
    }
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #stopRegion(region: string): Promise<void> {
    await this.#endpoints.get(region)?.stop();
    await Promise.all((this.#modules.get(region) ?? []).map((module) => module.stop()));
    this.#endpoints.delete(region);
    this.#modules.delete(region);
  }

  #context(region: string, restored: boolean): RegionContext {
    const links = this.links.peersOf(region);
    const notHere = () => Promise.reject(new Error('the data side does not call this'));
    return {
      model: {
        account,
        region,
        suffix: 'test',
        peers: regions.filter((other) => other !== region),
        resources: resourcesOf(region),
        roles: [],
        assetFolders: {},
        templates: {},
        buckets: Object.fromEntries(regions.map((name) => [bucketName(name), name])),
      },
      start: {
        region,
        modelFile: '',
        address: this.plan.regionAddress(region),
        portBase: this.plan.base,
        dataDir: this.dataDir(region),
        logFile: '',
        eventsFile: '',
        messagesFile: '',
        databaseRole: this.globalDatabase.roleAt(region),
        writerRegion: this.globalDatabase.writerRegion(),
        restored,
        links,
        quorum: this.links.quorumOf(region),
        control: this.plan.api,
        internetProxy: this.plan.internetProxy,
        webhookOrigins: [],
        token,
        roleKey: 'a key',
        databasePassword: 'a password',
        dns: this.plan.dns,
        zone: 'redoubt.example',
        alarmPeriodScale: 0.1,
      },
      dataDir: this.dataDir(region),
      address: this.plan.regionAddress(region),
      portBase: this.plan.base,
      invokeFunction: notHere,
      sendMessage: notHere,
      forward: (peer, request) => {
        const link = links[peer];
        return link === undefined ? notHere() : forwardRequest(link.aws, token, request);
      },
      quorum: (request) => forwardRequest(this.links.quorumOf(region), token, request),
      control: (path, body) => this.globalDatabase.handle(path, body),
      count: (metric, value) => this.#counted.push({ region, metric: JSON.stringify(metric), value }),
      log: () => undefined,
    };
  }
}

/** A port base whose ports are all free now; chosen at random, so that test files do not meet. */
async function freePortBase(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const base = 20_000 + 50 * Math.floor(Math.random() * 240);
    const needed = new PortPlan(base, regions).needed();
    const free = await Promise.all(needed.map(({ address }) => isFree(address)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no 50 ports in a row are free between 20000 and 32000');
}

function isFree({ host, port }: SocketAddress): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}

/** Waits for a condition to hold, and returns its value. The runner ends a test that waits for ever. */
export async function until<T>(condition: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await pause(20);
  }
}
