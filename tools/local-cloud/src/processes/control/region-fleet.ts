import { readFile } from 'node:fs/promises';
import type { Links } from '../../engines/link/links.ts';
import type { RegionStatus } from '../../protocol/local-cloud.ts';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';
import { type PortPlan, urlOf } from '../../protocol/port-plan.ts';
import type { RecordedMessage } from '../../protocol/recorded-message.ts';
import type { RecordedEvent, RegionReport, RegionStart } from '../../protocol/region-start.ts';
import { Reaper } from '../supervise/reaper.ts';
import { RegionProcess } from '../supervise/region-process.ts';
import type { DataDir } from './data-dir.ts';
import type { Timeline } from './timeline.ts';

export interface RegionFleetOptions {
  /** Primary first. */
  readonly regions: readonly string[];
  readonly plan: PortPlan;
  readonly dataDir: DataDir;
  readonly links: Links;
  readonly timeline: Timeline;
  /** Name of the public zone. */
  readonly zone: string;
  /** Token of the cloud. */
  readonly token: string;
  /** Key that the credentials of roles' sessions follow from. */
  readonly roleKey: string;
  /** Password of the databases' superuser. */
  readonly databasePassword: string;
  /** Origins that functions may send webhooks to over plain HTTP. */
  readonly webhookOrigins: readonly string[];
  /** Factor of the periods of alarms. */
  readonly alarmPeriodScale: number;
  /** Region whose database is the writer now. */
  readonly writerRegion: () => string;
  /** Called when a region's processes are gone. */
  readonly onLost: (region: string) => void;
  /** Called when a region is ready again after it was killed. */
  readonly onRestored: (region: string) => Promise<void>;
  /** Called for each step of a start. */
  readonly onProgress: (region: string, text: string) => void;
}

/** The processes of all regions. */
export class RegionFleet {
  readonly #options: RegionFleetOptions;
  readonly #reaper = new Reaper();
  readonly #processes: ReadonlyMap<string, RegionProcess>;

  constructor(options: RegionFleetOptions) {
    this.#options = options;
    this.#processes = new Map(
      options.regions.map((region) => [
        region,
        new RegionProcess({
          region,
          reaper: this.#reaper,
          onReport: (report) => this.#takeReport(region, report),
          onLoss: () => this.#lose(region, 'its process ended by itself'),
        }),
      ]),
    );
  }

  /** Starts all regions at once; resolves when every one is ready. */
  async start(): Promise<void> {
    await Promise.all(
      [...this.#processes.values()].map((process) => process.start(this.#startOf(process.region, false))),
    );
  }

  /** Ends all regions, and what outlives them. */
  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((process) => process.stop()));
    await this.#reaper.stop();
  }

  isAlive(region: string): boolean {
    return this.#processes.get(region)?.state !== 'killed';
  }

  /** Whether the region's processes run and are not paused; of a region without processes, such as the witness, true. */
  isAwake(region: string): boolean {
    const state = this.#processes.get(region)?.state;
    return state !== 'killed' && state !== 'paused';
  }

  /** @throws LocalCloudError `region_state_wrong` when it does not run */
  async kill(region: string): Promise<{ readonly killedAt: string; readonly processes: number }> {
    const process = this.#at(region);
    if (process.state === 'killed') throw wrongState(region, 'is not running', `redoubt region restore ${region}`);
    const killedAt = new Date().toISOString();
    const processes = await process.kill();
    this.#lose(region, `killed with its ${processes} processes`);
    return { killedAt, processes };
  }

  /**
   * Stops a region's processes; a paused one stays paused.
   *
   * @throws LocalCloudError `region_state_wrong` when it is not running
   */
  async pause(region: string): Promise<void> {
    const process = this.#at(region);
    if (process.state === 'killed' || process.state === 'starting') {
      throw wrongState(region, `is ${process.state}`, `redoubt region restore ${region}`);
    }
    await process.pause();
  }

  /** Lets a paused region go on; another one stays as it is. */
  async goOn(region: string): Promise<void> {
    await this.#at(region).goOn();
  }

  /** @throws LocalCloudError `region_state_wrong` when it runs */
  async restore(region: string): Promise<void> {
    const process = this.#at(region);
    if (process.state !== 'killed') throw wrongState(region, `is ${process.state}`, `redoubt region kill ${region}`);
    this.#options.timeline.add({ region, stage: 'region', text: 'starts again' });
    await process.start(this.#startOf(region, true));
    await this.#options.onRestored(region);
  }

  /** Events that were put on the region's bus, oldest first; also of a dead region. */
  async events(region: string): Promise<readonly RecordedEvent[]> {
    return linesOf<RecordedEvent>(this.#options.dataDir.eventsFile(this.#at(region).region));
  }

  /** Mails and text messages that the region sent to people, oldest first; also those of a dead region. */
  async messages(region: string): Promise<readonly RecordedMessage[]> {
    return linesOf<RecordedMessage>(this.#options.dataDir.messagesFile(this.#at(region).region));
  }

  status(region: string): Pick<RegionStatus, 'region' | 'process' | 'pid' | 'frontDoor' | 'awsEndpoint' | 'logFile'> {
    const { plan, dataDir } = this.#options;
    const process = this.#at(region);
    return {
      region,
      process: process.state,
      ...(process.pid === undefined ? {} : { pid: process.pid }),
      frontDoor: urlOf(plan.frontDoor(region)),
      awsEndpoint: urlOf(plan.aws(region)),
      logFile: dataDir.logFile(region),
    };
  }

  #at(region: string): RegionProcess {
    const found = this.#processes.get(region);
    if (found !== undefined) return found;
    throw new LocalCloudError({
      code: 'region_unknown',
      what: `no region is called ${region}`,
      why: `the templates deploy to ${[...this.#processes.keys()].join(', ')}`,
      fix: 'name one of them',
    });
  }

  #startOf(region: string, restored: boolean): RegionStart {
    const { plan, dataDir, links, zone, token, roleKey, databasePassword, webhookOrigins, alarmPeriodScale } =
      this.#options;
    const writerRegion = this.#options.writerRegion();
    return {
      region,
      modelFile: dataDir.modelFile(region),
      address: plan.regionAddress(region),
      portBase: plan.base,
      dataDir: dataDir.region(region),
      logFile: dataDir.logFile(region),
      eventsFile: dataDir.eventsFile(region),
      messagesFile: dataDir.messagesFile(region),
      databaseRole: region === writerRegion ? 'writer' : 'replica',
      writerRegion,
      restored,
      links: links.peersOf(region),
      quorum: links.quorumOf(region),
      control: plan.api,
      dns: plan.dns,
      internetProxy: plan.internetProxy,
      webhookOrigins,
      token,
      roleKey,
      databasePassword,
      zone,
      alarmPeriodScale,
    };
  }

  #takeReport(region: string, report: RegionReport): void {
    const { timeline, onProgress } = this.#options;
    switch (report.type) {
      case 'progress':
        onProgress(region, report.text);
        return;
      case 'notice':
        timeline.add({ region, stage: report.stage, text: report.text });
        return;
      case 'ready':
        timeline.add({ region, stage: 'region', text: 'is ready' });
        onProgress(region, 'is ready');
        return;
      case 'failed':
        timeline.add({ region, stage: 'region', text: `failed: ${report.failure.what}` });
        return;
    }
  }

  #lose(region: string, text: string): void {
    this.#options.onLost(region);
    this.#options.links.dropConnectionsOf(region);
    this.#options.timeline.add({ region, stage: 'region', text });
  }
}

async function linesOf<Line>(file: string): Promise<readonly Line[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  // A region that was killed while it wrote leaves half a line at the end.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line);
}

function wrongState(region: string, state: string, fix: string): LocalCloudError {
  return new LocalCloudError({
    code: 'region_state_wrong',
    what: `${region} ${state}`,
    why: 'a region can be killed while it runs, and restored after it was killed',
    fix,
  });
}
