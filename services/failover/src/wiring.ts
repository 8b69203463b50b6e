import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import {
  cachedSecret,
  documentClient,
  JournalMetaItem,
  processClock,
  Rehearsals,
  readEnvironment,
  sdkClientConfig,
} from '@redoubt/lambda-kit';
import { z } from 'zod';
import { Announcer } from './adapters/announcer.ts';
import { FailoverMachine } from './adapters/failover-machine.ts';
import { FailoverRecords } from './adapters/failover-records.ts';
import { GlobalDatabase } from './adapters/global-database.ts';
import { PaymentsApi } from './adapters/payments-api.ts';
import { RecoveryContract } from './adapters/recovery-contract.ts';
import { RegionStateTable } from './adapters/region-state-table.ts';
import { SignalItems } from './adapters/signal-items.ts';
import { TakeoverRehearsals } from './adapters/takeover-rehearsals.ts';
import { actingPolicyFor, type Damping, detectionPolicyFor } from './domain/detection-policy.ts';
import type { BookingPolicy } from './domain/judge-booking.ts';
import type { ConfirmOrderDependencies } from './takeover/confirm-order.ts';
import type { StageDependencies } from './takeover/stage-handler.ts';
import type { WatchRegionDependencies } from './watching/watch-region.ts';

/** Shortest and longest time that a probe waits, in milliseconds; Route 53 itself gives an endpoint 2 s. */
const probeTimeoutMs = { min: 1_000, max: 2_000 };

/** How long a hook of the standby may take, in milliseconds. */
const checkTimeoutMs = 5_000;

/** How long a booking may take, in milliseconds: a busy region books late. */
const bookTimeoutMs = 20_000;

/** A queue that stands still for a minute, or a minute without an answer, is a booking that fails. */
const bookingPolicy: BookingPolicy = { unbookedMsMax: 60_000, silenceMsMax: 60_000 };

/** Bookings that are tried in the seconds by which booking is judged; two in five refusals are enough. */
const bookingTries = 30;

const Text = z.string().min(1);
const Millis = z.coerce.number().int().min(1);

function read<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  return readEnvironment(z.object(shape), process.env);
}

const tableName = () => read({ REGION_STATE_TABLE: Text }).REGION_STATE_TABLE;
const intervalMs = () => read({ SIGNAL_INTERVAL_MS: Millis }).SIGNAL_INTERVAL_MS;

export const wireRegion = () => read({ AWS_REGION: Text }).AWS_REGION;
export const wirePrimaryRegion = () => read({ PRIMARY_REGION: Text }).PRIMARY_REGION;
export const wireLeaseMs = () => read({ LEASE_MS: Millis }).LEASE_MS;
export const wireState = () => new RegionStateTable(documentClient(), tableName());
export const wireRecords = () => new FailoverRecords(documentClient(), tableName());
const wireSignals = () => new SignalItems(documentClient(), tableName());

export function wireAnnouncer(): Announcer {
  const { ALARM_TOPIC_ARN } = read({ ALARM_TOPIC_ARN: Text });
  return new Announcer(new SNSClient({ ...sdkClientConfig(), maxAttempts: 1 }), ALARM_TOPIC_ARN);
}

/** Where a drill's faults are read; undefined in an environment that is not labelled for drills. */
export function wireDrills(): FailoverRecords | undefined {
  return read({ DRILLS: z.enum(['heeded', 'ignored']) }).DRILLS === 'heeded' ? wireRecords() : undefined;
}

export function wireDatabase(): GlobalDatabase {
  const environment = read({
    GLOBAL_CLUSTER_ID: Text,
    CLUSTER_ARN: Text,
    CLUSTER_ID: Text,
    INSTANCE_IDS: Text,
    PEER_REGION: Text,
  });
  const clients = { rds: new RDSClient(sdkClientConfig()), cloudWatch: new CloudWatchClient(sdkClientConfig()) };
  return new GlobalDatabase(clients, {
    globalClusterId: environment.GLOBAL_CLUSTER_ID,
    ownClusterArn: environment.CLUSTER_ARN,
    ownClusterId: environment.CLUSTER_ID,
    ownInstanceIds: environment.INSTANCE_IDS.split(','),
    peerRegion: environment.PEER_REGION,
  });
}

/** @param hookTimeoutMs how long one hook may take; it is not called twice meanwhile */
export function wireContract({ hookTimeoutMs }: { readonly hookTimeoutMs: number }): RecoveryContract {
  const { ENVIRONMENT_SUFFIX } = read({ ENVIRONMENT_SUFFIX: Text });
  const { requestHandler } = sdkClientConfig();
  const lambda = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { ...requestHandler, requestTimeout: hookTimeoutMs },
  });
  return new RecoveryContract({ ssm: new SSMClient(sdkClientConfig()), lambda }, ENVIRONMENT_SUFFIX);
}

/** The API by its shared name, as patient as a client: until DNS has moved, requests go to the region that is gone. */
export function wireSharedApi(): PaymentsApi {
  return new PaymentsApi({ name: read({ API_NAME: Text }).API_NAME, timeoutMs: 2_000 });
}

/** The key of canaries' passes. */
export function wireCanaryKey(): () => Promise<string> {
  return cachedSecret({ secretArn: read({ CANARY_KEY_SECRET_ARN: Text }).CANARY_KEY_SECRET_ARN });
}

/** Dependencies of every stage's function. */
export function wireStage(): StageDependencies {
  return {
    announcer: wireAnnouncer(),
    state: wireState(),
    clock: processClock,
    workerMs: read({ WORKER_MS: Millis }).WORKER_MS,
  };
}

function damping(): Damping {
  const environment = read({
    SIGNAL_WINDOW_LENGTH: Millis,
    BOOKING_SECONDS: z.coerce.number().positive(),
    DWELL_SECONDS: z.coerce.number().min(0),
    MOVES_PER_HOUR_MAX: Millis,
  });
  return {
    signalIntervalMs: intervalMs(),
    windowLength: environment.SIGNAL_WINDOW_LENGTH,
    bookingSeconds: environment.BOOKING_SECONDS,
    dwellSeconds: environment.DWELL_SECONDS,
    movesPerHourMax: environment.MOVES_PER_HOUR_MAX,
  };
}

/** How this region observes the other, and when it takes over. */
export function wireWatching(): ConfirmOrderDependencies {
  const environment = read({ PEER_API_NAME: Text, OWN_API_NAME: Text, JOURNAL_TABLE: Text });
  const timeoutMs = Math.min(Math.max(intervalMs(), probeTimeoutMs.min), probeTimeoutMs.max);
  const signals = wireSignals();
  return {
    region: wireRegion(),
    state: wireState(),
    signals,
    sources: {
      signals,
      peerApi: new PaymentsApi({ name: environment.PEER_API_NAME, timeoutMs }),
      ownApi: new PaymentsApi({ name: environment.OWN_API_NAME, timeoutMs }),
      clock: processClock,
    },
    database: wireDatabase(),
    journal: new JournalMetaItem({ table: environment.JOURNAL_TABLE }),
    contract: wireContract({ hookTimeoutMs: checkTimeoutMs }),
    acting: actingPolicyFor(damping()),
  };
}

/** Dependencies of the watcher. */
export function wireWatch(): WatchRegionDependencies & {
  readonly intervalMs: number;
  readonly database: GlobalDatabase;
  readonly signals: SignalItems;
} {
  const { PEER_REGION: peerRegion, STATE_MACHINE_ARN } = read({ PEER_REGION: Text, STATE_MACHINE_ARN: Text });
  return {
    ...wireWatching(),
    policy: detectionPolicyFor(damping()),
    signals: wireSignals(),
    database: wireDatabase(),
    peerRegion,
    machine: new FailoverMachine(new SFNClient(sdkClientConfig()), STATE_MACHINE_ARN),
    drills: wireDrills(),
    intervalMs: intervalMs(),
  };
}

export function wireRehearsals(): TakeoverRehearsals {
  const { STAGE_FUNCTIONS } = read({ STAGE_FUNCTIONS: Text });
  const contract = wireContract({ hookTimeoutMs: checkTimeoutMs });
  return new TakeoverRehearsals(new Rehearsals(), contract, STAGE_FUNCTIONS.split(','));
}

/** Dependencies of the heartbeat's loops. */
export function wireHeartbeat() {
  const region = wireRegion();
  const { bookingSeconds } = damping();
  return {
    region,
    isSecondarySeat: region !== wirePrimaryRegion(),
    state: wireState(),
    signals: wireSignals(),
    contract: wireContract({ hookTimeoutMs: bookTimeoutMs }),
    sharedApi: wireSharedApi(),
    intervalMs: intervalMs(),
    bookMs: Math.max(intervalMs(), (bookingSeconds * 1_000) / bookingTries),
    bookingPolicy,
  };
}
