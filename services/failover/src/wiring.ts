import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { documentClient, readEnvironment, sdkClientConfig } from '@redoubt/lambda-kit';
import { z } from 'zod';
import { Announcer } from './adapters/announcer.ts';
import { FailoverRecords } from './adapters/failover-records.ts';
import { GlobalDatabase } from './adapters/global-database.ts';
import { Latches } from './adapters/latches.ts';
import { PaymentsApi } from './adapters/payments-api.ts';
import { RecoveryContract } from './adapters/recovery-contract.ts';
import { RegionStateTable } from './adapters/region-state-table.ts';
import { SignsOfLife } from './adapters/signs-of-life.ts';
import { systemClock } from './clock.ts';
import { type DetectionPolicy, detectionPolicyFor } from './domain/detection-policy.ts';
import type { Eyes } from './watching/look-at-region.ts';

/** Shortest and longest time that a probe waits, in milliseconds; Route 53 itself gives an endpoint 2 s. */
const probeTimeoutMsMin = 500;
const probeTimeoutMsMax = 2_000;

const TableEnvironment = z.object({ REGION_STATE_TABLE: z.string().min(1), AWS_REGION: z.string().min(1) });
const TopicEnvironment = z.object({ ALARM_TOPIC_ARN: z.string().min(1) });
const SignalEnvironment = z.object({
  PEER_API_NAME: z.string().min(1),
  SIGNAL_INTERVAL_MS: z.coerce.number().int().min(1),
  SIGNAL_BREACHES_TO_ACT: z.coerce.number().int().min(1),
});
const DatabaseEnvironment = z.object({
  GLOBAL_CLUSTER_ID: z.string().min(1),
  CLUSTER_ARN: z.string().min(1),
});

/** The region-state table, with an adapter for each kind of item, and the region that looks. */
export function regionStateTable(): {
  readonly region: string;
  readonly state: RegionStateTable;
  readonly signs: SignsOfLife;
  readonly latches: Latches;
  readonly records: FailoverRecords;
} {
  const { REGION_STATE_TABLE: table, AWS_REGION: region } = readEnvironment(TableEnvironment, process.env);
  const client = documentClient();
  return {
    region,
    state: new RegionStateTable(client, table),
    signs: new SignsOfLife(client, table),
    latches: new Latches(client, table),
    records: new FailoverRecords(client, table),
  };
}

export function announcer(): Announcer {
  const { ALARM_TOPIC_ARN } = readEnvironment(TopicEnvironment, process.env);
  return new Announcer(new SNSClient({ ...sdkClientConfig(), maxAttempts: 1 }), ALARM_TOPIC_ARN);
}

export function globalDatabase(): GlobalDatabase {
  const { GLOBAL_CLUSTER_ID, CLUSTER_ARN } = readEnvironment(DatabaseEnvironment, process.env);
  return new GlobalDatabase(new RDSClient(sdkClientConfig()), {
    globalClusterId: GLOBAL_CLUSTER_ID,
    ownClusterArn: CLUSTER_ARN,
  });
}

/** @param hookTimeoutMs how long one hook may take; it is not called twice meanwhile */
export function recoveryContract({ hookTimeoutMs }: { readonly hookTimeoutMs: number }): RecoveryContract {
  const { ENVIRONMENT_SUFFIX } = readEnvironment(z.object({ ENVIRONMENT_SUFFIX: z.string().min(1) }), process.env);
  const { requestHandler } = sdkClientConfig();
  const lambda = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { ...requestHandler, requestTimeout: hookTimeoutMs },
  });
  return new RecoveryContract({ ssm: new SSMClient(sdkClientConfig()), lambda }, ENVIRONMENT_SUFFIX);
}

/** How this region sees the other, and when it calls it failed. */
export function lookout(): { readonly eyes: Eyes; readonly policy: DetectionPolicy; readonly intervalMs: number } {
  const { PEER_API_NAME, SIGNAL_INTERVAL_MS, SIGNAL_BREACHES_TO_ACT } = readEnvironment(SignalEnvironment, process.env);
  const timeoutMs = Math.min(Math.max(SIGNAL_INTERVAL_MS, probeTimeoutMsMin), probeTimeoutMsMax);
  return {
    eyes: {
      signs: regionStateTable().signs,
      peerApi: new PaymentsApi({ name: PEER_API_NAME, timeoutMs }),
      database: globalDatabase(),
      clock: systemClock,
    },
    policy: detectionPolicyFor({ signalIntervalMs: SIGNAL_INTERVAL_MS, breachesToAct: SIGNAL_BREACHES_TO_ACT }),
    intervalMs: SIGNAL_INTERVAL_MS,
  };
}
