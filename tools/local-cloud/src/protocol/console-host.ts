import type { FaultStatus } from './fault.ts';
import type { RunningServer } from './http/listening.ts';
import type {
  HealthCheckStatus,
  LinkSelector,
  LinkState,
  ReceivedWebhook,
  RegionStatus,
  TimelineEntry,
} from './local-cloud.ts';
import type { SocketAddress } from './region-start.ts';

/** Everything about the cloud that the control process knows without asking a region. */
export interface KnownNow {
  readonly regions: readonly Omit<RegionStatus, 'trafficRole' | 'databaseRole'>[];
  /** Region whose database the global cluster has as its writer. */
  readonly writerRegion: string;
  readonly healthChecks: readonly HealthCheckStatus[];
  readonly links: readonly (LinkSelector & { readonly now: LinkState })[];
  readonly faults: readonly FaultStatus[];
  /** Regions that the public name leads to, the likelier first. */
  readonly trafficRegions: readonly string[];
}

/** A function's or machine's time, as its template has it. */
export interface FunctionBudget {
  readonly name: string;
  readonly timeoutSeconds: number;
}

/** News from within the control process. Listeners are called at once and must not throw. */
export interface ConsoleNews {
  onTimeline(listener: (entry: TimelineEntry) => void): void;
  onWebhook(listener: (webhook: ReceivedWebhook) => void): void;
  /** After each write of a strongly consistent table. */
  onTableWritten(listener: (tableName: string) => void): void;
}

/** Everything that a console may see and do: it runs inside the control process, and so outlives every region. */
export interface ConsoleHost {
  readonly listen: SocketAddress;
  /** Comes with every call of a browser: the token of the cloud never leaves the machine's files. */
  readonly key: string;
  readonly suffix: string;
  readonly dataDir: string;
  readonly publicApi: string;
  readonly startedAt: string;
  /** Values that platform published in the primary region, by full name. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly functionBudgets: readonly FunctionBudget[];
  readonly news: ConsoleNews;
  now(): KnownNow;
  timeline(): readonly TimelineEntry[];
  webhooks(): readonly ReceivedWebhook[];
  eventsFile(region: string): string;
  logFile(region: string): string;
  /** Address and port behind one of our names now; undefined when it leads nowhere. */
  addressOf(name: string): SocketAddress | undefined;
  /** Calls a hook of a region process. @throws Error when it does not answer */
  askRegion(region: string, hook: string, waitMsMax: number): Promise<unknown>;
  /** Sends a DynamoDB action to the strongly consistent tables, which survive every region. @throws Error when they refuse */
  callTables(action: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /** Invokes a function of a region as the operator. @throws Error with the function's error */
  invoke(region: string, functionName: string, payload: unknown): Promise<unknown>;
  kill(region: string): Promise<{ readonly killedAt: string; readonly processes: number }>;
  restore(region: string): Promise<void>;
  addFault(fault: unknown): Promise<FaultStatus>;
  /** Ends one fault, or all. */
  heal(id: string | undefined): Promise<void>;
}

/** A module that `LocalCloudOptions.console` names. */
export interface ConsoleModule {
  startConsole(host: ConsoleHost): Promise<RunningServer>;
}
