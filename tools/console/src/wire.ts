import type { FailoverReport, RegionState, WatchView } from '@redoubt/contracts';
import type { DrillView } from './drill-wire.ts';

/*
 * Between the console's server and its page: JSON over HTTP, and server-sent events. Times are RFC 3339 with milliseconds, by
 * the server's clock; every figure that was read somewhere carries when.
 */

/** Header of every call but those for the page itself. */
export const keyHeader = 'x-console-key';

/** Merchant that `redoubt up` sets up, for tests alone: its webhooks go to the local inbox, and the console pays as this merchant. */
export const demoMerchantId = 'test_shop';

/** Topics of the feed, each an event's name, with the data that follows it. */
export interface Topics {
  /** Everything about regions and the link; whole, at each change. */
  readonly cloud: CloudView;
  /** Everything about failovers; whole, at each change. */
  readonly failover: FailoverView;
  readonly drill: DrillView;
  /** Payments that are new or have changed. */
  readonly payments: readonly PaymentRow[];
  readonly events: readonly EventRow[];
  readonly timeline: readonly TimelineRow[];
  /** Seconds that are new or have changed. */
  readonly seconds: readonly SecondRow[];
}
export type Topic = keyof Topics;

export interface CloudView {
  /** When the server sent it: ages are counted from here. */
  readonly at: string;
  readonly publicApi: string;
  readonly leaseMs: number;
  /** Time between two heartbeats of the active region. */
  readonly signalIntervalMs: number;
  readonly state?: StateView;
  /** Since when the region state can't be read, and why. */
  readonly stateUnreadable?: { readonly since: string; readonly reason: string };
  readonly regions: readonly RegionView[];
  readonly links: readonly LinkView[];
  readonly faults: readonly FaultView[];
  readonly stake?: StakeView;
  readonly load: LoadView;
}

export interface StateView {
  readonly epoch: number;
  readonly activeRegion: string;
  readonly mode: string;
  readonly stage: string;
  readonly since: string;
  readonly readAt: string;
}

export interface RegionView {
  readonly region: string;
  readonly seat: 'primary' | 'secondary';
  readonly process: 'starting' | 'running' | 'paused' | 'killed';
  readonly trafficRole: 'active' | 'standby' | 'unknown';
  readonly databaseRole: 'writer' | 'replica' | 'unknown';
  /** Whether the public name leads here. */
  readonly leadsTraffic: boolean;
  readonly frontDoor: string;
  readonly heartbeat?: { readonly at: string; readonly booking: string; readonly oldestUnbookedMs: number };
  readonly replica?: ReplicaView;
  readonly healthChecks: readonly CheckView[];
  readonly queues?: QueuesView;
  readonly alarms?: {
    readonly readAt: string;
    readonly ringing: readonly { readonly name: string; readonly since: string }[];
  };
  /** Payments a second that this region has acknowledged to the console, over the last seconds. */
  readonly acknowledgedPerSecond: number;
  readonly watch?: Pick<WatchView, 'at' | 'assessment' | 'duty' | 'because' | 'signals'>;
}

/** Replication as the replica sees it. */
export interface ReplicaView {
  readonly readAt: string;
  readonly lagMs: number;
  /** Everything that the writer committed by then is here. */
  readonly upTo: string;
  readonly isStreaming: boolean;
}

export interface CheckView {
  readonly target: string;
  readonly healthy: boolean;
  readonly answer?: string;
  readonly checkedAt?: string;
}

export interface QueuesView {
  readonly readAt: string;
  readonly waiting: number;
  readonly inFlight: number;
  /** Put off on purpose: outcomes that the other region reports, if it lives. */
  readonly delayed: number;
  readonly deadLetters: number;
  readonly oldestSeconds: number;
  /** Queues that hold something. */
  readonly busy: readonly { readonly name: string; readonly waiting: number; readonly inFlight: number }[];
}

export interface LinkView {
  readonly kind: string;
  readonly from: string;
  /** Absent: the quorum. */
  readonly to?: string;
  readonly state: 'carrying' | 'held' | 'cut';
  readonly delayMs: number;
}

export interface FaultView {
  readonly id: string;
  readonly since: string;
  readonly region?: string;
  readonly text: string;
}

/** Bookings that the writer's database alone would lose with its region; the journal brings them back. */
export interface StakeView {
  readonly countedAt: string;
  /** Up to when the replica has everything. */
  readonly since: string;
  readonly bookings: number;
  /** E.g. `10.50 EUR`, one for each currency. */
  readonly sums: readonly string[];
  /** There are more than are remembered here. */
  readonly isPartial: boolean;
}

export interface LoadView {
  /** Payments a second that are asked for. */
  readonly rate: number;
  readonly underWay: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Attempts without an acknowledgement; the same request was sent again. */
  readonly failedAttempts: number;
  readonly givenUp: number;
}

export interface FailoverView {
  readonly at: string;
  readonly state?: RegionState;
  /** Expected loss of the failover that waits for an answer, in words. */
  readonly questionStake?: string;
  /** Newest first. */
  readonly reports: readonly FailoverReport[];
  /** Time that each stage has for one call, by its name. */
  readonly budgetSeconds: Readonly<Record<string, number>>;
}

export interface PaymentRow {
  readonly id: string;
  readonly merchantId: string;
  readonly reference?: string;
  readonly amount: string;
  readonly status: string;
  readonly isCanary: boolean;
  /** Region of the newest event. */
  readonly region: string;
  readonly epoch: number;
  readonly acceptedAt?: string;
  readonly bookedAt?: string;
  readonly deliveredAt?: string;
  /** How the console's own request went. */
  readonly request?: RequestView;
  readonly updatedAt: string;
}

export interface RequestView {
  readonly sentAt: string;
  readonly answeredAt: string;
  readonly servedBy: string;
  readonly attempts: number;
}

export interface EventRow {
  /** Grows by one with each event that the console has seen. */
  readonly seq: number;
  readonly at: string;
  readonly region: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly epoch: number;
  readonly forwardedFrom?: string;
  /** Announced again by a recovery. */
  readonly reannounced: boolean;
}

export interface TimelineRow {
  readonly at: string;
  readonly region?: string;
  readonly stage: string;
  readonly text: string;
}

/** One second of payments that the console has sent. */
export interface SecondRow {
  /** Seconds since 1970. */
  readonly at: number;
  readonly acknowledged: number;
  readonly failed: number;
  /** From the first attempt to the acknowledgement, in milliseconds; absent where nothing was acknowledged. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** Payments that ledgers booked, whoever sent them. */
  readonly booked: number;
}

/** Answer of `GET /api/payments/<id>`. */
export interface PaymentStory {
  readonly id: string;
  readonly row?: PaymentRow;
  /** Oldest first. */
  readonly steps: readonly StoryStep[];
  readonly sources: readonly StorySource[];
}

export interface StoryStep {
  readonly at: string;
  readonly region?: string;
  readonly kind: 'request' | 'journal' | 'ledger' | 'transfer' | 'event' | 'webhook' | 'log';
  readonly title: string;
  readonly text: string;
}

/** A place that was looked into. */
export interface StorySource {
  readonly name: string;
  readonly found: number;
  /** Why it could not be read. */
  readonly failure?: string;
}

/** Body of every refusal. */
export interface Refusal {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}
