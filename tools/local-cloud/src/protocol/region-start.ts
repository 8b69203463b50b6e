/** Where a TCP server listens. */
export interface SocketAddress {
  readonly host: string;
  readonly port: number;
}

/** This region's ends of the link to one peer: connect here to reach the peer, as long as the link carries. */
export interface PeerLink {
  /** The peer's own loopback address, as the local Route 53 answers it. Never connect to it: use the link. */
  readonly address: string;
  /** The peer's AWS endpoint: forwarded SDK calls, bus to bus. */
  readonly aws: SocketAddress;
  /** The peer's front door: HTTP between regions. */
  readonly http: SocketAddress;
  /** The peer's PostgreSQL: the replication stream. */
  readonly postgres: SocketAddress;
}

/** Role of a region's database when the region starts. */
export type DatabaseRole = 'writer' | 'replica';

/**
 * Everything a region process needs to start, as JSON in the file named by its first argument:
 * `node src/processes/region/main.ts <data dir>/<region>/start.json`.
 *
 * The process answers over IPC with `RegionReport`s and obeys `RegionCommand`s. When the IPC channel closes, control is
 * gone and the region ends itself and its children.
 */
export interface RegionStart {
  readonly region: string;
  /** Absolute path of this region's `RegionModel` as JSON. */
  readonly modelFile: string;
  /** Loopback address of all of this region's servers: front door on `portBase`, AWS endpoint + 1, PostgreSQL + 2. */
  readonly address: string;
  readonly portBase: number;
  /** Folder for everything this region keeps; exists. */
  readonly dataDir: string;
  /** File to append log lines to; exists after the first line. */
  readonly logFile: string;
  /**
   * File to append one `RecordedEvent` as a JSON line to, for each event that the bus accepts. It outlives the region:
   * a drill reads what was announced by a region that is dead.
   */
  readonly eventsFile: string;
  /** File to append one `RecordedMessage` as a JSON line to, for each message to a person. It outlives the region. */
  readonly messagesFile: string;
  readonly databaseRole: DatabaseRole;
  /** Region whose database is the writer; equal to `region` when `databaseRole` is `writer`. */
  readonly writerRegion: string;
  /** True when the region ran before: triggers of deployment are not run again, a diverged database is set aside. */
  readonly restored: boolean;
  /** By the peer's region name. */
  readonly links: Readonly<Record<string, PeerLink>>;
  /** This region's end of the link to the strongly consistent tables. Speaks DynamoDB's HTTP protocol. */
  readonly quorum: SocketAddress;
  /** The control process' API; `POST /internal/<path>` with a JSON body. */
  readonly control: SocketAddress;
  /** Token of the cloud: what control and other regions must send with calls that are not AWS's. */
  readonly token: string;
  /** Key that the credentials of roles' sessions follow from: see `role-credentials.ts`. */
  readonly roleKey: string;
  /** Password of the databases' superuser, the same in all regions: replicas log in with it. */
  readonly databasePassword: string;
  /** The local Route 53, over UDP and TCP: what functions resolve our own public names with. */
  readonly dns: SocketAddress;
  /** HTTP forward proxy that resolves our zone through the local Route 53, for people and tools. */
  readonly internetProxy: SocketAddress;
  /** Origins that functions may send webhooks to over plain HTTP. */
  readonly webhookOrigins: readonly string[];
  /** Name of the public zone, e.g. `redoubt.example`. */
  readonly zone: string;
  /** Factor of the periods of alarms: they run faster than on AWS, as health checks do. */
  readonly alarmPeriodScale: number;
}

/** Message of a region process to control. */
export type RegionReport =
  /** One step of the start, for people. */
  | { readonly type: 'progress'; readonly text: string }
  /** Everything is deployed and answers. */
  | { readonly type: 'ready' }
  /** The start failed; the process exits by itself. */
  | { readonly type: 'failed'; readonly failure: Failure }
  /** Something that belongs on the timeline, e.g. a database that became writer. */
  | { readonly type: 'notice'; readonly stage: string; readonly text: string };

/** Message of control to a region process. */
export type RegionCommand = { readonly type: 'stop' };

/** An error as it crosses a process boundary and reaches people. */
export interface Failure {
  /** From a closed list, e.g. `port_in_use`. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  /** One thing to do, a command where possible. */
  readonly fix: string;
}

/** One line of a region's events file. */
export interface RecordedEvent {
  /** When the bus accepted it, RFC 3339. */
  readonly at: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  /** Parsed detail. */
  readonly detail: unknown;
  /** Region whose bus forwarded it over the link; absent when it was put here first. */
  readonly forwardedFrom?: string;
}
