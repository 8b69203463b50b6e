import { setTimeout as pause } from 'node:timers/promises';
import { consoleKeyOf, readToken } from '../protocol/control-token.ts';
import type { DeployedStack, StackChanges } from '../protocol/deployed-stack.ts';
import type { FaultInput, FaultStatus } from '../protocol/fault.ts';
import { invokeFunction } from '../protocol/invoke-function.ts';
import type { LinkCall } from '../protocol/link-call.ts';
import type {
  AwsEndpoint,
  CloudStatus,
  Link,
  LinkSelector,
  LocalCloud,
  ReceivedWebhook,
  RunningFault,
  TimelineEntry,
} from '../protocol/local-cloud.ts';
import { LocalCloudError } from '../protocol/local-cloud-error.ts';
import type { RecordedMessage } from '../protocol/recorded-message.ts';
import type { RecordedEvent } from '../protocol/region-start.ts';
import type { RoleCredentials } from '../protocol/role-credentials.ts';
import { ControlClient } from './control-client.ts';
import { ZoneFetch } from './zone-fetch.ts';

/** Longest wait for the end of a cloud that another process started, in milliseconds. */
const stopMsMax = 5000;
/** Longest change of a stack, in milliseconds: other changes and a migration may be waited for. */
const deployMsMax = 600_000;
const stopPollMs = 50;

/** A running local cloud, over the control process' API and DNS. */
export class CloudClient implements LocalCloud {
  readonly portBase: number;
  readonly publicApi: string;
  readonly dataDir: string;
  readonly #control: ControlClient;
  readonly #zone: ZoneFetch;
  readonly #endpoints: ReadonlyMap<string, string>;
  readonly #stop: () => Promise<void>;

  /** @param stop ends the control process, however this client came to it */
  static async connect(portBase: number, stop?: () => Promise<void>): Promise<CloudClient> {
    const control = new ControlClient(portBase);
    const status = await control.get<CloudStatus>('/status');
    return new CloudClient(control, status, stop ?? (() => stopAndWait(control)));
  }

  private constructor(control: ControlClient, status: CloudStatus, stop: () => Promise<void>) {
    this.#control = control;
    this.#stop = stop;
    this.portBase = status.portBase;
    this.publicApi = status.publicApi;
    this.dataDir = status.dataDir;
    this.#zone = new ZoneFetch(status.portBase);
    this.#endpoints = new Map(status.regions.map(({ region, awsEndpoint }) => [region, awsEndpoint]));
  }

  get internetProxy(): string {
    return `http://127.0.0.1:${this.portBase + 2}`;
  }

  get inboxUrl(): string {
    return `http://127.0.0.1:${this.portBase + 3}/webhooks`;
  }

  get consoleUrl(): string {
    return `http://127.0.0.1:${this.portBase + 5}/#key=${consoleKeyOf(readToken(this.portBase) ?? '')}`;
  }

  status(): Promise<CloudStatus> {
    return this.#control.get('/status');
  }

  resolve(name: string): Promise<readonly string[]> {
    return this.#zone.resolve(name);
  }

  fetch(url: string | URL, init?: RequestInit): Promise<Response> {
    return this.#zone.fetch(url, init);
  }

  killRegion(region: string): Promise<{ readonly killedAt: string; readonly processes: number }> {
    return this.#control.post(`/regions/${region}/kill`);
  }

  restoreRegion(region: string): Promise<void> {
    return this.#control.post(`/regions/${region}/restore`);
  }

  readonly link: Link = {
    hold: (selector) => this.#changeLink('hold', selector),
    release: (selector) => this.#changeLink('carry', selector),
    cut: (selector) => this.#changeLink('cut', selector),
    restore: (selector) => this.#changeLink('carry', selector),
    delay: (selector, delayMs) => this.#changeLink('delay', selector, delayMs),
  };

  async fault(fault: FaultInput): Promise<RunningFault> {
    const status = await this.#control.post<FaultStatus>('/faults', fault);
    const heal = () => this.heal(status.id);
    return { ...status, heal, [Symbol.asyncDispose]: heal };
  }

  faults(): Promise<readonly FaultStatus[]> {
    return this.#control.get('/faults');
  }

  heal(id?: string): Promise<void> {
    return this.#control.delete(id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`);
  }

  async postgresUrl(region: string): Promise<string> {
    return (await this.#control.get<{ readonly url: string }>(`/regions/${region}/database`)).url;
  }

  async oldLedgerUrl(region: string): Promise<string> {
    return (await this.#control.get<{ readonly url: string }>(`/regions/${region}/old-ledger`)).url;
  }

  timeline(): Promise<readonly TimelineEntry[]> {
    return this.#control.get('/timeline');
  }

  events(region: string): Promise<readonly RecordedEvent[]> {
    return this.#control.get(`/regions/${region}/events`);
  }

  messages(region: string): Promise<readonly RecordedMessage[]> {
    return this.#control.get(`/regions/${region}/messages`);
  }

  async crashFunction(region: string, functionName: string, onCall: string): Promise<void> {
    await this.#control.post(`/regions/${region}/crash-function`, { functionName, onCall });
  }

  async invoke(region: string, functionName: string, payload: unknown): Promise<unknown> {
    return await invokeFunction(this.awsEndpoint(region), functionName, payload);
  }

  awsEndpoint(region: string): AwsEndpoint {
    const endpoint = this.#endpoints.get(region);
    if (endpoint === undefined) {
      throw new LocalCloudError({
        code: 'region_unknown',
        what: `no region is called ${region}`,
        why: `the templates deploy to ${[...this.#endpoints.keys()].join(', ')}`,
        fix: 'name one of them',
      });
    }
    return { endpoint, region, credentials: { accessKeyId: 'operator', secretAccessKey: 'unused' } };
  }

  roles(): Promise<readonly string[]> {
    return this.#control.get('/roles');
  }

  assumeRole(roleName: string, session: string): Promise<RoleCredentials> {
    return this.#control.post(`/roles/${encodeURIComponent(roleName)}/sessions`, { session });
  }

  stacks(): Promise<readonly DeployedStack[]> {
    return this.#control.get('/stacks');
  }

  deployStack(stackName: string, app: string): Promise<StackChanges> {
    return this.#control.post(`/stacks/${stackName}`, { app }, deployMsMax);
  }

  rollBackStack(stackName: string): Promise<StackChanges> {
    return this.#control.post(`/stacks/${stackName}/rollback`, {}, deployMsMax);
  }

  readonly webhooks = {
    received: (seen = 0): Promise<readonly ReceivedWebhook[]> => this.#control.get(`/webhooks/after/${seen}`),
    clear: (): Promise<void> => this.#control.delete('/webhooks'),
  };

  async stop(): Promise<void> {
    await this.#zone.close();
    await this.#stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #changeLink(action: LinkCall['action'], selector: LinkSelector, delayMs = 0): Promise<void> {
    return this.#control.post('/link', { ...selector, action, delayMs } satisfies LinkCall);
  }
}

/** Asks the control process to stop and waits until nobody answers any more. */
async function stopAndWait(control: ControlClient): Promise<void> {
  await control.post('/stop');
  const deadline = performance.now() + stopMsMax;
  while (performance.now() < deadline) {
    const isGone = await control.get('/timeline').then(
      () => false,
      () => true,
    );
    if (isGone) return;
    await pause(stopPollMs);
  }
}
