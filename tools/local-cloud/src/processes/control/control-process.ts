import { type PlatformParameter, platformParameterName } from '@redoubt/contracts';
import { resolveCheckedApps } from '../../definitions/checks/resolve-checked-apps.ts';
import { quorumRegions, strongTables } from '../../definitions/strong-tables.ts';
import { readApps } from '../../definitions/templates/read-apps.ts';
import type { Stack } from '../../definitions/templates/read-assembly.ts';
import type { Deployment } from '../../definitions/templates/resolve-apps.ts';
import type { AlarmState } from '../../engines/cloudwatch/alarm-state.ts';
import { QuorumReplicas } from '../../engines/dynamodb/quorum-replicas.ts';
import { startQuorumStore } from '../../engines/dynamodb/quorum-store.ts';
import { Links } from '../../engines/link/links.ts';
import { GlobalDatabase } from '../../engines/rds/global-database.ts';
import { startDnsServer } from '../../engines/route53/dns-server.ts';
import { Route53 } from '../../engines/route53/route53.ts';
import type { ControlStart } from '../../protocol/control-start.ts';
import { forgetToken, keepToken, newToken } from '../../protocol/control-token.ts';
import type { CloudStatus, Progress, RegionStatus } from '../../protocol/local-cloud.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import { PortPlan, urlOf } from '../../protocol/port-plan.ts';
import { preflight } from '../supervise/preflight.ts';
import { DataDir } from './data-dir.ts';
import { allDrivers } from './faults/all-drivers.ts';
import { FaultRegistry } from './faults/fault-registry.ts';
import { RegionFaultSender } from './faults/region-fault-sender.ts';
import { startInternetProxy } from './internet-proxy.ts';
import { callRegion } from './region-caller.ts';
import { RegionFleet } from './region-fleet.ts';
import { readRegionState } from './region-state-reader.ts';
import { RoleSessions } from './role-sessions.ts';
import { StackDeployments } from './stack-deployments.ts';
import { Timeline } from './timeline.ts';
import { rememberedMachines } from './valid-machines.ts';
import { WebhookInbox } from './webhook-inbox.ts';

/** Interval of Route 53's quick health checks, in milliseconds. */
const quickCheckMs = 10_000;
/** Wait for an alarm's state, in milliseconds. */
const alarmAnswerMsMax = 2000;
/** Wait for a database's role, in milliseconds: a paused region does not answer. */
const statusAnswerMsMax = 1000;

/** Everything that belongs to no region: Route 53, the global side of databases, the link, and the regions' lives. */
export class ControlProcess {
  readonly plan: PortPlan;
  /** Every call of the control port must carry it. */
  readonly token = newToken();
  readonly dataDir: DataDir;
  readonly deployment: Deployment;
  readonly fleet: RegionFleet;
  readonly links: Links;
  readonly timeline: Timeline;
  readonly inbox = new WebhookInbox();
  readonly globalDatabase: GlobalDatabase;
  readonly route53: Route53;
  readonly faults: FaultRegistry;
  readonly stacks: StackDeployments;
  readonly roles: RoleSessions;
  /** Called with the table after each write of a strongly consistent one. */
  readonly tableListeners: ((tableName: string) => void)[] = [];
  readonly #replicas: QuorumReplicas;
  readonly #sender: RegionFaultSender;
  /** Parts to be ended, in the order they were started. */
  readonly #running: { stop(): Promise<void> | void }[] = [];

  /**
   * Resolves the apps and checks the machine; starts nothing yet.
   *
   * @throws LocalCloudError for what would stop the start
   */
  static async prepare(
    start: ControlStart,
    onProgress: (step: Omit<Progress, 'atMs'>) => void,
  ): Promise<ControlProcess> {
    const stacks = await readApps(start.apps);
    const plan = new PortPlan(start.portBase, [...new Set(stacks.map(({ region }) => region))].sort());
    const deployment = resolveCheckedApps(stacks, (region) => urlOf(plan.aws(region)), rememberedMachines());
    onProgress({ text: `resolved ${deployment.resources.length} resources of ${stacks.length} stacks` });
    await preflight({ plan, dataDir: start.dataDir });
    // Databases, logs and secrets are for the user who started the cloud; regions inherit it. Folders above are not ours.
    process.umask(0o077);
    const dataDir = new DataDir(start.dataDir);
    await dataDir.prepare(deployment.models);
    return new ControlProcess({ start, plan, stacks, deployment, dataDir, onProgress });
  }

  private constructor({ start, plan, stacks, deployment, dataDir, onProgress }: Prepared) {
    this.plan = plan;
    keepToken(plan.base, this.token);
    this.dataDir = dataDir;
    this.deployment = deployment;
    this.timeline = new Timeline(dataDir.logFile('control'));
    this.roles = new RoleSessions(deployment.models[0]);
    const regions = deployment.models.map(({ region }) => region);
    this.stacks = new StackDeployments({
      stacks,
      deployment,
      dataDir,
      timeline: this.timeline,
      awsEndpointOf: (region) => urlOf(plan.aws(region)),
      callRegion: (region, ...call) => this.#callRegion(region, ...call),
    });
    this.links = new Links(regions, plan);
    this.globalDatabase = new GlobalDatabase({
      resources: deployment.resources,
      account: deployment.account,
      writerRegion: deployment.primaryRegion,
      callRegion: (region, hook, body) => this.#callRegion(region, hook, body),
      isAlive: (region) => this.fleet.isAlive(region),
      log: (message, fields) => this.timeline.add({ stage: 'database', text: `${message} ${JSON.stringify(fields)}` }),
    });
    const alarmPeriodScale = Math.min(1, start.healthCheckIntervalMs / quickCheckMs);
    this.route53 = new Route53({
      resources: deployment.resources,
      regionalDomains: new Map(
        [...deployment.regionalDomains].map(([name, region]) => [name, plan.regionAddress(region)]),
      ),
      frontDoorPort: plan.base,
      healthCheckIntervalMs: start.healthCheckIntervalMs,
      alarmPeriodScale,
      alarmState: ({ region, name }) => this.#alarmState(region, name),
      onHealthChange: ({ target, healthy }) =>
        this.timeline.add({ stage: 'health', text: `${target} is ${healthy ? 'healthy' : 'unhealthy'}` }),
    });
    this.fleet = new RegionFleet({
      regions,
      plan,
      dataDir,
      links: this.links,
      timeline: this.timeline,
      zone: this.route53.zones[0] ?? '',
      token: this.token,
      roleKey: this.roles.key,
      databasePassword: newToken(),
      webhookOrigins: [urlOf(plan.inbox), ...start.webhookReceivers],
      alarmPeriodScale,
      writerRegion: () => this.globalDatabase.writerRegion(),
      onProgress: (region, text) => onProgress({ region, text }),
      onLost: (region) => void this.faults.endWith(region),
      onRestored: (region) => this.#sender.send(region),
    });
    const tables = strongTables(deployment.resources);
    this.#replicas = new QuorumReplicas(quorumRegions(tables), (region) => this.#acceptsWrites(region));
    this.#sender = new RegionFaultSender({
      regions,
      callRegion: (region, hook, body) => this.#callRegion(region, hook, body),
      isAlive: (region) => this.fleet.isAlive(region),
      writerRegion: () => this.globalDatabase.writerRegion(),
    });
    const { links, globalDatabase, fleet } = this;
    this.faults = new FaultRegistry(
      allDrivers({ links, globalDatabase, fleet, replicas: this.#replicas, sender: this.#sender }),
      this.timeline,
    );
  }

  /** Starts everything; resolves when all regions are ready and every health check was carried out once. */
  async start(): Promise<void> {
    const { plan, route53, deployment, token } = this;
    this.#running.push(this.fleet, this.globalDatabase);
    const tables = deployment.resources.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable');
    const onWritten = (tableName: string) => {
      for (const listener of this.tableListeners) listener(tableName);
    };
    const replicas = this.#replicas;
    this.#running.push(await startQuorumStore({ tables, listen: plan.quorum, replicas, token, onWritten }));
    await this.links.open();
    this.#running.push({ stop: () => this.links.close() });
    this.#running.push(await startDnsServer(route53, plan.dns));
    const addressOf = (host: string) => route53.addressOf(host);
    this.#running.push(
      await startInternetProxy({ listen: plan.internetProxy, addressOf, frontDoorPort: plan.base }),
      await this.inbox.listen(plan.inbox),
    );
    await this.fleet.start();
    await route53.checker.start();
  }

  /** Ends everything that was started; regions first. */
  async stop(): Promise<void> {
    // What happens to regions that end is no news.
    this.route53.checker.stop();
    for (const part of this.#running.splice(0)) await part.stop();
    forgetToken(this.plan.base, this.token);
  }

  async status(): Promise<CloudStatus> {
    const { plan, deployment, route53, links, dataDir } = this;
    const api = this.#parameter('apiDomainName');
    // Before the state: traffic follows it, so that no status shows a region that leads traffic and is not active yet.
    const publicApiAddresses = route53.addressesOf(api);
    const regionState = await this.#regionState();
    const databaseRoles = await Promise.all(deployment.models.map(({ region }) => this.#databaseRole(region)));
    return {
      suffix: deployment.suffix,
      publicApi: `http://${api}`,
      portBase: plan.base,
      dataDir: dataDir.path,
      ...(regionState === undefined
        ? {}
        : {
            regionState: {
              epoch: regionState.epoch,
              activeRegion: regionState.activeRegion,
              mode: regionState.mode,
              stage: regionState.stage,
            },
          }),
      regions: deployment.models.map(
        ({ region }, index): RegionStatus => ({
          ...this.fleet.status(region),
          seat: region === deployment.primaryRegion ? 'primary' : 'secondary',
          trafficRole:
            regionState === undefined ? 'unknown' : regionState.activeRegion === region ? 'active' : 'standby',
          databaseRole: databaseRoles[index] ?? 'unknown',
        }),
      ),
      healthChecks: route53.checker.statuses(),
      links: links.statuses(),
      publicApiAddresses,
      takenOver: [...route53.checker.takenOver(), ...this.#ttl(api)],
      faults: this.faults.list(),
    };
  }

  /** @throws LocalCloudError `region_failed` when the region does not answer */
  async ask(region: string, hook: string, body: unknown = {}): Promise<unknown> {
    this.fleet.status(region);
    try {
      return await this.#callRegion(region, hook, body);
    } catch (cause) {
      throw new LocalCloudError(
        {
          code: 'region_failed',
          what: `${region} does not answer ${hook}`,
          why: cause instanceof Error ? cause.message : String(cause),
          fix: `redoubt status, or look into ${this.dataDir.logFile(region)}`,
        },
        { cause },
      );
    }
  }

  #callRegion(region: string, hook: string, body: unknown, waitMsMax?: number): Promise<unknown> {
    return callRegion({ endpoint: this.plan.aws(region), token: this.token }, hook, body, waitMsMax);
  }

  /** Undefined before it exists, and while it can't be read: the rest of the status is worth having then. */
  async #regionState(): Promise<Awaited<ReturnType<typeof readRegionState>>> {
    try {
      return await readRegionState(
        { quorum: this.plan.quorum, token: this.token },
        this.#parameter('regionStateTableName'),
      );
    } catch (error) {
      this.timeline.add({ stage: 'region-state', text: `can't be read: ${String(error)}` });
      return undefined;
    }
  }

  /** Whether the replica of the strongly consistent tables in a region can accept a write now. */
  #acceptsWrites(region: string): boolean {
    if (!this.fleet.isAwake(region)) return false;
    return this.links
      .matching(({ kind, from }) => kind === 'quorum' && from === region)
      .every(({ state }) => state.state === 'carrying');
  }

  /** Undefined when the region does not answer: then CloudWatch there can't be asked either. */
  async #alarmState(region: string, name: string): Promise<AlarmState | undefined> {
    if (!this.fleet.isAlive(region)) return undefined;
    const answer = await this.#callRegion(region, 'alarm-state', { name }, alarmAnswerMsMax).catch(() => undefined);
    return (answer as { readonly state: AlarmState } | undefined)?.state;
  }

  async #databaseRole(region: string): Promise<RegionStatus['databaseRole']> {
    if (!this.fleet.isAwake(region)) return 'unknown';
    const answer = (await this.#callRegion(region, 'database', {}, statusAnswerMsMax).catch(() => undefined)) as
      | { readonly isWriter: boolean }
      | undefined;
    return answer === undefined ? 'unknown' : answer.isWriter ? 'writer' : 'replica';
  }

  /** A value that platform published in the primary region. */
  #parameter(parameter: PlatformParameter): string {
    const { parameters, primaryRegion, suffix } = this.deployment;
    return parameters.get(primaryRegion)?.get(platformParameterName(suffix, parameter)) ?? '';
  }

  /** Local resolvers ask at every request, so the records' TTL is taken over and not waited for. */
  #ttl(api: string): CloudStatus['takenOver'] {
    const [record] = this.route53.records.filter(({ name }) => name === api);
    return record === undefined ? [] : [{ name: 'DNS TTL', template: record.ttlSeconds, used: 0, unit: 's' }];
  }
}

interface Prepared {
  readonly start: ControlStart;
  readonly plan: PortPlan;
  readonly stacks: readonly Stack[];
  readonly deployment: Deployment;
  readonly dataDir: DataDir;
  readonly onProgress: (step: Omit<Progress, 'atMs'>) => void;
}
