import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Afterwards, FailoverMode } from '@redoubt/contracts';
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
import { regionClients } from './adapters/region-clients.ts';
import { RegionStateTable } from './adapters/region-state-table.ts';
import { surveyRegion } from './adapters/region-survey.ts';
import { SignalItems } from './adapters/signal-items.ts';
import { TakeoverRehearsals } from './adapters/takeover-rehearsals.ts';
import type { CheckReadinessDependencies } from './checking/check-readiness.ts';
import { type ApprovalPolicy, actingPolicyFor, type Damping, detectionPolicyFor } from './domain/detection-policy.ts';
import type { BookingPolicy } from './domain/judge-booking.ts';
import type { ExplainFailoverDependencies } from './ordering/explain-failover.ts';
import type { OrderFailoverDependencies } from './ordering/order-failover.ts';
import type { ConfirmOrderDependencies } from './takeover/confirm-order.ts';
import type { StageDependencies } from './takeover/stage-handler.ts';
import type { WatchRegionDependencies } from './watching/watch-region.ts';

/** Shortest and longest time that a probe waits, in milliseconds; Route 53 itself gives an endpoint 2 s. */
const probeTimeoutMs = { min: 1_000, max: 2_000 };

/** How long a hook of the standby may take, in milliseconds. */
const checkTimeoutMs = 5_000;

/** How long a region may take to tell what is deployed there, in milliseconds: some hundred calls, and one region may be gone. */
const surveyMs = 25_000;

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

/** Whether a failover that is due waits for a person. */
function approvalPolicy(): ApprovalPolicy {
  const environment = read({ FAILOVER_MODE: FailoverMode, APPROVAL_SECONDS: Millis, APPROVAL_AFTERWARDS: Afterwards });
  return {
    mode: environment.FAILOVER_MODE,
    waitMs: environment.APPROVAL_SECONDS * 1_000,
    afterwards: environment.APPROVAL_AFTERWARDS,
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
  const environment = read({ PEER_API_NAME: Text, OWN_API_NAME: Text });
  const timeoutMs = Math.min(Math.max(intervalMs(), probeTimeoutMs.min), probeTimeoutMs.max);
  return {
    ...wireGrounds(),
    sources: {
      signals: wireSignals(),
      peerApi: new PaymentsApi({ name: environment.PEER_API_NAME, timeoutMs }),
      ownApi: new PaymentsApi({ name: environment.OWN_API_NAME, timeoutMs }),
      clock: processClock,
    },
    acting: actingPolicyFor(damping(), approvalPolicy()),
  };
}

/** Dependencies of the watcher. */
export function wireWatch(): WatchRegionDependencies & {
  readonly intervalMs: number;
  readonly database: GlobalDatabase;
  readonly signals: SignalItems;
} {
  const { PEER_REGION: peerRegion } = read({ PEER_REGION: Text });
  return {
    ...wireWatching(),
    state: wireState(),
    policy: detectionPolicyFor(damping()),
    signals: wireSignals(),
    database: wireDatabase(),
    peerRegion,
    machine: wireMachine(),
    drills: wireDrills(),
    intervalMs: intervalMs(),
  };
}

function wireMachine(): FailoverMachine {
  return new FailoverMachine(new SFNClient(sdkClientConfig()), read({ STATE_MACHINE_ARN: Text }).STATE_MACHINE_ARN);
}

/** Sources of the grounds on which this region could take over. */
function wireGrounds() {
  return {
    region: wireRegion(),
    state: wireState(),
    signals: wireSignals(),
    database: wireDatabase(),
    journal: new JournalMetaItem({ table: read({ JOURNAL_TABLE: Text }).JOURNAL_TABLE }),
    contract: wireContract({ hookTimeoutMs: checkTimeoutMs }),
    clock: processClock,
  };
}

export function wireOrdering(): OrderFailoverDependencies {
  return { ...wireGrounds(), machine: wireMachine() };
}

export function wireExplaining(): ExplainFailoverDependencies {
  return { ...wireGrounds(), failoverMode: approvalPolicy().mode };
}

/** Dependencies of the look at both regions, each through its own endpoints. */
export function wireReadiness(): CheckReadinessDependencies {
  const environment = read({
    ...{ PEER_REGION: Text, PEER_API_NAME: Text, OWN_API_NAME: Text },
    ...{ ENVIRONMENT_SUFFIX: Text, EVENT_BUS_NAME: Text, TABLES: Text, MACHINE_NAME: Text, ACCOUNT: Text },
    ...{ CLUSTER_ID: Text, INSTANCE_IDS: Text },
  });
  const [own, peer] = [wireRegion(), environment.PEER_REGION];
  const names = {
    suffix: environment.ENVIRONMENT_SUFFIX,
    tables: environment.TABLES.split(','),
    clusterId: environment.CLUSTER_ID,
    instanceIds: environment.INSTANCE_IDS.split(','),
    machineName: environment.MACHINE_NAME,
    busName: environment.EVENT_BUS_NAME,
    account: environment.ACCOUNT,
  };
  const clients = { [own]: regionClients(own), [peer]: regionClients(peer) };
  const api = (name: string) => new PaymentsApi({ name, timeoutMs: probeTimeoutMs.max });
  return {
    ...wireGrounds(),
    peerRegion: peer,
    records: wireRecords(),
    ownApi: api(environment.OWN_API_NAME),
    peerApi: api(environment.PEER_API_NAME),
    sharedApi: wireSharedApi(),
    survey: (region) =>
      surveyRegion(
        {
          clients: clients[region] ?? regionClients(region),
          names,
          regions: { own: region, peer: region === own ? peer : own },
        },
        { deadlineMs: surveyMs },
      ),
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
