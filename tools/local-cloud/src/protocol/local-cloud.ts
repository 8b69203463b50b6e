import type { DeployedStack, StackChanges } from './deployed-stack.ts';
import type { FaultInput, FaultStatus, LinkKind } from './fault.ts';
import type { RecordedMessage } from './recorded-message.ts';
import type { DatabaseRole, RecordedEvent } from './region-start.ts';
import type { RoleCredentials } from './role-credentials.ts';

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /**
   * Folders of the apps to deploy, in order; each holds a `cdk.out`.
   *
   * @default - `platform`, then every `services/*`, then `services/failover`, of the workspace this tool belongs to
   */
  readonly apps?: readonly string[];
  /**
   * First port; the control process and each region take theirs from here on.
   *
   * @default 4500
   */
  readonly portBase?: number;
  /**
   * Folder for databases, logs and events. Emptied at the start.
   *
   * @default - `.redoubt/cloud` in the workspace
   */
  readonly dataDir?: string;
  /**
   * Time between two checks of each Route 53 health check, in milliseconds, in place of the template's.
   *
   * @default 1000
   */
  readonly healthCheckIntervalMs?: number;
  /**
   * Origins of further receivers that webhooks may be sent to over plain HTTP, e.g. `http://127.0.0.1:5000`.
   *
   * @default - the cloud's inbox alone
   */
  readonly webhookReceivers?: readonly string[];
  /**
   * Path of a `ConsoleModule` that the control process loads and gives a port of its own.
   *
   * @default - no console
   */
  readonly console?: string;
  /** Called for each step of the start. */
  readonly onProgress?: (step: Progress) => void;
}

/** One step of a start or of a restore. */
export interface Progress {
  /** Milliseconds since the start was asked for. */
  readonly atMs: number;
  /** Region it concerns; absent for the control process. */
  readonly region?: string;
  readonly text: string;
}

export type RegionProcessState = 'starting' | 'running' | 'paused' | 'killed';

export interface RegionStatus {
  readonly region: string;
  readonly seat: 'primary' | 'secondary';
  readonly process: RegionProcessState;
  readonly pid?: number;
  /** Traffic role by the region-state item; `unknown` before it exists. */
  readonly trafficRole: 'active' | 'standby' | 'unknown';
  readonly databaseRole: DatabaseRole | 'unknown';
  /** `http://127.0.0.11:4500`: reachable when the request names one of our API hosts. */
  readonly frontDoor: string;
  readonly awsEndpoint: string;
  readonly logFile: string;
}

export interface HealthCheckStatus {
  readonly id: string;
  /** Checked endpoint, alarm or children, for people. */
  readonly target: string;
  /** Decides on Route 53's answers; after inversion. */
  readonly healthy: boolean;
  /** Outcome of the last check; calculated checks have none. */
  readonly lastAnswer?: string;
  readonly lastCheckedAt?: string;
}

/**
 * A part of the link. `from` is the region that opens the connections and `to` the one it reaches: the standby's
 * replication stream is `postgres` from the standby to the writer. For `quorum` there is no `to`.
 */
export interface LinkSelector {
  readonly kind: LinkKind;
  readonly from: string;
  readonly to?: string;
}

export type LinkState =
  | { readonly state: 'carrying'; readonly delayMs: number }
  /** Connections stay open, bytes wait. */
  | { readonly state: 'held' }
  /** Connections are reset and refused. */
  | { readonly state: 'cut' };

/** A figure that is not measured here: what AWS would use, and what this run uses. */
export interface TakenOverFigure {
  readonly name: string;
  readonly template: number;
  readonly used: number;
  readonly unit: 'ms' | 's' | 'checks' | 'times';
}

export interface CloudStatus {
  readonly suffix: string;
  /** `http://api.dev.redoubt.example` */
  readonly publicApi: string;
  readonly portBase: number;
  readonly dataDir: string;
  /** From the region-state item; absent before it exists, and while it can't be read. */
  readonly regionState?: {
    readonly epoch: number;
    readonly activeRegion: string;
    readonly mode: string;
    readonly stage: string;
  };
  readonly regions: readonly RegionStatus[];
  readonly healthChecks: readonly HealthCheckStatus[];
  readonly links: readonly (LinkSelector & { readonly now: LinkState })[];
  /** Where the public name leads now: addresses in the order they would be answered. */
  readonly publicApiAddresses: readonly string[];
  readonly takenOver: readonly TakenOverFigure[];
  /** Faults in force, oldest first. */
  readonly faults: readonly FaultStatus[];
}

/** A webhook as the inbox received it. */
export interface ReceivedWebhook {
  /** RFC 3339 with milliseconds. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly as received, for signature checks. */
  readonly body: string;
}

/** Something that happened to a region, a health check or the link. */
export interface TimelineEntry {
  /** RFC 3339 with milliseconds. */
  readonly at: string;
  /** Absent for what concerns no single region. */
  readonly region?: string;
  /** Kind of event: `region`, `link`, `dns`, `health`, `database` … */
  readonly stage: string;
  readonly text: string;
}

/** Faults of the link between regions. */
export interface Link {
  hold(selector: LinkSelector): Promise<void>;
  /** Lets held bytes go on. */
  release(selector: LinkSelector): Promise<void>;
  cut(selector: LinkSelector): Promise<void>;
  /** Ends a cut. */
  restore(selector: LinkSelector): Promise<void>;
  /** Delays every byte, in milliseconds; 0 ends it. */
  delay(selector: LinkSelector, delayMs: number): Promise<void>;
}

/** A fault in force; disposing it heals it. */
export interface RunningFault extends AsyncDisposable, FaultStatus {
  /** Ends the fault; resolves when its effect is gone. Healing twice is allowed. */
  heal(): Promise<void>;
}

/** How SDK clients reach a region from outside it. */
export interface AwsEndpoint {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A running local cloud. Disposing it stops everything. */
export interface LocalCloud extends AsyncDisposable {
  /** `http://api.dev.redoubt.example`: for `fetch` below, or for curl with `--proxy`. */
  readonly publicApi: string;
  /** `http://127.0.0.1:4502`: HTTP proxy that knows our names. */
  readonly internetProxy: string;
  /** Where webhooks may be sent, e.g. `http://127.0.0.1:4503/webhooks`. */
  readonly inboxUrl: string;
  readonly portBase: number;
  readonly dataDir: string;
  /** Address of the console with its key, for a browser: `http://127.0.0.1:4505/#key=…`. Nobody answers there if the cloud has none. */
  readonly consoleUrl: string;
  status(): Promise<CloudStatus>;
  /** Asks the local Route 53 over DNS for the addresses of a name. */
  resolve(name: string): Promise<readonly string[]>;
  /**
   * Requests a URL of our zone: resolves the name over the local DNS each time (no TTL cache), then connects directly.
   *
   * @throws TypeError as global `fetch` does when the connection fails
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Kills the region's whole process tree with SIGKILL; resolves when no process of it is left. */
  killRegion(region: string): Promise<{ readonly killedAt: string; readonly processes: number }>;
  /** Starts a killed region again, its database as replica of the current writer; resolves when it is ready. */
  restoreRegion(region: string): Promise<void>;
  readonly link: Link;
  /**
   * Brings a fault into force; resolves when it is.
   *
   * @throws LocalCloudError `fault_refused` when it is malformed, or names what does not exist
   */
  fault(fault: FaultInput): Promise<RunningFault>;
  /** Faults in force, oldest first. */
  faults(): Promise<readonly FaultStatus[]>;
  /** Ends the fault with this id, or all of them, youngest first. */
  heal(id?: string): Promise<void>;
  /** `postgres://…` of the region's database, as superuser: for audits. */
  postgresUrl(region: string): Promise<string>;
  /** The database that a killed writer left behind and that diverged, started read-only; after `restoreRegion`. */
  oldLedgerUrl(region: string): Promise<string>;
  /** Events since the start, oldest first. */
  timeline(): Promise<readonly TimelineEntry[]>;
  /** Everything that was put on the region's bus or forwarded to it, oldest first; also of a killed region. */
  events(region: string): Promise<readonly RecordedEvent[]>;
  /** Mails and text messages that the region sent to people, oldest first; also those of a killed region. */
  messages(region: string): Promise<readonly RecordedMessage[]>;
  /**
   * Lets a function crash once, as it makes a call: its workers are killed without notice, and the call is not carried out.
   *
   * @param onCall service and action as IAM writes them, e.g. `events:PutEvents`
   */
  crashFunction(region: string, functionName: string, onCall: string): Promise<void>;
  /** Invokes a function and returns its result. */
  invoke(region: string, functionName: string, payload: unknown): Promise<unknown>;
  awsEndpoint(region: string): AwsEndpoint;
  /** Names of the roles that people may assume. */
  roles(): Promise<readonly string[]>;
  /**
   * Credentials of a role for an hour, as STS gives them; whoever controls the cloud may have them.
   *
   * @param session name of whoever acts; 2 to 64 characters
   * @throws LocalCloudError `role_refused`
   */
  assumeRole(roleName: string, session: string): Promise<RoleCredentials>;
  /** Stacks as they are deployed now. */
  stacks(): Promise<readonly DeployedStack[]>;
  /**
   * Changes a stack of one region to the version in an app's assembly, while everything runs.
   *
   * @param app folder of the app; holds a `cdk.out` that stays as it is
   * @throws LocalCloudError `deployment_refused`; the stack is as before then
   */
  deployStack(stackName: string, app: string): Promise<StackChanges>;
  /** Changes a stack back to the version before its last change. */
  rollBackStack(stackName: string): Promise<StackChanges>;
  /** Those that came to the inbox, without the first `seen` since the start (0 by default), so that a reader asks for what is new alone. */
  readonly webhooks: { received(seen?: number): Promise<readonly ReceivedWebhook[]>; clear(): Promise<void> };
  stop(): Promise<void>;
}
