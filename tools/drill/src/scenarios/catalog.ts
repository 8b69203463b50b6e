import { deployment } from './deploying/deployment.ts';
import { deploymentFails } from './deploying/deployment-fails.ts';
import { isolatedPrimary } from './network/isolated-primary.ts';
import { oneWayPartition } from './network/one-way-partition.ts';
import { partition } from './network/partition.ts';
import { pingPong } from './network/ping-pong.ts';
import { quorumBlip } from './network/quorum-blip.ts';
import { sessionLag } from './network/session-lag.ts';
import { databaseOnly } from './parts/database-only.ts';
import { doubleTrigger } from './parts/double-trigger.ts';
import { healthOnly } from './parts/health-only.ts';
import { latchOnly } from './parts/latch-only.ts';
import { orchestratorCrash } from './parts/orchestrator-crash.ts';
import { standbyDbDead } from './parts/standby-db-dead.ts';
import { standbyDbDies } from './parts/standby-db-dies.ts';
import { endpointDown } from './records/endpoint-down.ts';
import { lagBurst } from './records/lag-burst.ts';
import { poisonRecord } from './records/poison-record.ts';
import { staleReplica } from './records/stale-replica.ts';
import { tornPut } from './records/torn-put.ts';
import { webhookTakeover } from './records/webhook-takeover.ts';
import { approve } from './regions/approve.ts';
import { approveRejected } from './regions/approve-rejected.ts';
import { approveTimedOut } from './regions/approve-timed-out.ts';
import { clockSkew } from './regions/clock-skew.ts';
import { gray } from './regions/gray.ts';
import { ordered } from './regions/ordered.ts';
import { pausedPrimary } from './regions/paused-primary.ts';
import { regionLoss } from './regions/region-loss.ts';
import { survivorLost } from './regions/survivor-lost.ts';
import { thereAndBack } from './regions/there-and-back.ts';
import { zombie } from './regions/zombie.ts';
import type { Scenario } from './scenario.ts';
import { flood } from './strangers/flood.ts';
import { poison } from './strangers/poison.ts';

/** Every scenario, in the order of `drill run --all`. */
export const scenarios = {
  'region-loss': regionLoss,
  'torn-put': tornPut,
  partition,
  'one-way-partition': oneWayPartition,
  'ping-pong': pingPong,
  'isolated-primary': isolatedPrimary,
  'database-only': databaseOnly,
  'standby-db-dead': standbyDbDead,
  'standby-db-dies': standbyDbDies,
  'quorum-blip': quorumBlip,
  'survivor-lost': survivorLost,
  'there-and-back': thereAndBack,
  'paused-primary': pausedPrimary,
  gray,
  ordered,
  approve,
  'approve-rejected': approveRejected,
  'approve-timed-out': approveTimedOut,
  'health-only': healthOnly,
  'latch-only': latchOnly,
  'poison-record': poisonRecord,
  'stale-replica': staleReplica,
  'endpoint-down': endpointDown,
  'webhook-takeover': webhookTakeover,
  'session-lag': sessionLag,
  'lag-burst': lagBurst,
  'clock-skew': clockSkew,
  'orchestrator-crash': orchestratorCrash,
  'double-trigger': doubleTrigger,
  zombie,
  poison,
  flood,
  deployment,
  'deployment-fails': deploymentFails,
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];
