import type { FailoverReport } from '@redoubt/contracts';
import type { DrillOptions } from '../drill-options.ts';
import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import { achievedBy } from '../report/achieved-by.ts';
import { conditionsOf } from '../report/conditions.ts';
import { describeMix, mixOf } from '../report/mix.ts';
import type { Report } from '../report/report.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { judge, type Verdict } from '../verdict/judge.ts';
import { waitUntil } from '../wait-until.ts';
import { requestsIn } from '../witness/read-book.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import { ageStandby } from './age-standby.ts';
import { AlarmWatch } from './alarm-watch.ts';
import type { DrillRun } from './drill-run.ts';
import { LoadRun } from './load-run.ts';
import { readRoles } from './read-roles.ts';
import { RegionStateRecords } from './region-state-records.ts';
import { endpointsIn, registerEndpoints } from './register-endpoints.ts';
import { Rehearsal } from './rehearsal.ts';
import { awaitDeliveries } from './settle/await-deliveries.ts';
import { awaitReports, recoveryMsOf } from './settle/await-reports.ts';
import { awaitWatermark } from './settle/await-watermark.ts';
import { gatherEvidence } from './settle/gather-evidence.ts';
import { leaseWaitsIn, readLeaseMs } from './settle/lease-waits.ts';
import { moveMoney } from './settle/move-money.ts';
import { zombieWrites } from './settle/zombie-writes.ts';
import { StateWatch } from './state-watch.ts';
import { warmUp } from './warm-up.ts';
import { withCloud } from './with-cloud.ts';

/** Requests per second, where neither the command nor the scenario says more: two cores keep up with both regions' share. */
const rateDefault = 8;

/** Part of the load that has gone by when the scenario begins. */
const beginsAt = { minPart: 0.2, maxPart: 0.35 } as const;

/**
 * Rehearses a scenario, from nothing to a verdict.
 *
 * Starts a local cloud, drives load through the public name, plays the scenario, lets the load go on until money moves
 * again, heals every fault and restores every region, books one more payment, and judges by the witness's book.
 *
 * @throws DrillError when the drill could not be carried out, LocalCloudError when the local cloud could not start
 */
export async function rehearse(scenario: Scenario, options: DrillOptions): Promise<Report> {
  return await withCloud(options, (run, witness) => runCourse(scenario, run, { witness, options }));
}

async function runCourse(
  scenario: Scenario,
  run: DrillRun,
  { witness, options }: { readonly witness: WebhookWitness; readonly options: DrillOptions },
): Promise<Report> {
  const { cloud, clock, book, timeline } = run;
  const roles = await readRoles(cloud, run);
  const status = await cloud.status();
  using records = new RegionStateRecords(cloud.awsEndpoint(roles.standby), status.suffix);
  const plants = { skipRecover: options.planted.includes('skip-recover'), hold: false };
  // No failover before the fault, however slow the machine warms up.
  const held = { ...plants, hold: true };
  await records.plantFaults(held);
  await using states = new StateWatch(run);
  const regions = status.regions.map(({ region }) => region);
  await using alarms = new AlarmWatch(run, { regions, suffix: status.suffix });
  const endpoints = await registerEndpoints(run, witness);
  await warmUp(run);
  await ageStandby(run, roles);
  const shape = { rate: options.rate ?? scenario.rate ?? rateDefault, seconds: options.seconds };
  timeline.add('load', `${shape.rate} requests/s for ${shape.seconds} s to ${cloud.publicApi}`);
  const load = new LoadRun(run, { ...shape, active: roles.active, witness });
  const onBreak = () => records.plantFaults(plants);
  const rehearsal = new Rehearsal(run, { roles, states, bookings: load.bookings, witness, onBreak });
  const loaded = await playUnderLoad(scenario, { run, rehearsal, load, seconds: shape.seconds });
  const mix = mixOf(requestsIn(book.entries()));
  timeline.add('load', describeMix(mix));
  const drill = { run, rehearsal, states, alarms, endpoints, records, outDir: options.outDir };
  const { verdict, report } = await settleAndJudge(scenario, drill);
  const activeRegion = rehearsal.rolesNow().active;
  const { scenario: name, seed, topology, healthCheckIntervalMs, planted } = options;
  return {
    scenario: name,
    seed,
    startedAt: clock.startedAt(),
    tookMs: clock.nowMs(),
    ...achievedBy(scenario.objectives, {
      entries: book.entries(),
      brokenAtMs: rehearsal.brokenAtMs ?? loaded.fromMs,
      activeRegion,
      decidedAtMs: report === undefined ? undefined : clock.atOf(report.decidedAt),
      loaded,
      recovery: {
        tookMs: report === undefined ? undefined : recoveryMsOf(report),
        commands: verdict.appliedFromJournal,
      },
    }),
    takenOver: status.takenOver,
    conditions: conditionsOf(status, { topology, healthCheckIntervalMs, load: shape }),
    mix,
    faults: rehearsal.faults,
    planted,
    states: states.changes,
    alarms: alarms.rung,
    verdict,
    timeline: timeline.entries(),
  };
}

/** Plays the scenario in the middle of the load, and lets the load go on until a payment is booked after it. */
async function playUnderLoad(
  scenario: Scenario,
  drill: { readonly run: DrillRun; readonly rehearsal: Rehearsal; readonly load: LoadRun; readonly seconds: number },
): Promise<{ readonly fromMs: number; readonly toMs: number }> {
  const { run, rehearsal, load, seconds } = drill;
  const { clock, signal, waitMsMax: limitMs } = run;
  const fromMs = clock.nowMs();
  try {
    await rehearsal.passBetween(seconds * 1000 * beginsAt.minPart, seconds * 1000 * beginsAt.maxPart);
    await scenario.play(rehearsal);
    const playedMs = clock.nowMs();
    const isBooked = () => (load.bookings.hasBookedSince(playedMs) ? true : undefined);
    await waitUntil(isBooked, { limitMs, everyMs: 50, signal });
    const toMs = clock.nowMs();
    await load.end();
    return { fromMs, toMs };
  } finally {
    await load.abort();
  }
}

/** Heals every fault, lets every region return, books one more payment and judges. */
async function settleAndJudge(
  { expects, rings, awaitsWatermark = false }: Scenario,
  drill: {
    readonly run: DrillRun;
    readonly rehearsal: Rehearsal;
    readonly states: StateWatch;
    readonly alarms: AlarmWatch;
    readonly endpoints: readonly RegisteredEndpoint[];
    readonly records: RegionStateRecords;
    readonly outDir: string;
  },
): Promise<{ readonly verdict: Verdict; readonly report: FailoverReport | undefined }> {
  const { run, rehearsal, states } = drill;
  const { book, timeline } = run;
  const { roles } = rehearsal;
  await rehearsal.healAll();
  for (const region of rehearsal.killed) await rehearsal.restore(region);
  const atEnd = await moveMoney(run);
  await rehearsal.verified();
  const endpoints = [...drill.endpoints, ...endpointsIn(book.entries())];
  const undelivered = await awaitDeliveries(run, endpoints);
  timeline.add('drain', undelivered === 0 ? 'every webhook was delivered' : `${undelivered} deliveries are missing`);
  const rolesAtEnd = rehearsal.rolesNow();
  const watermarkDueMs = awaitsWatermark ? await awaitWatermark(run, rolesAtEnd.active) : undefined;
  const tries = rolesAtEnd.active === roles.active ? [] : await zombieWrites(run, roles);
  for (const { way, answer } of tries) timeline.add('zombie', `${way}: ${answer}`, { region: roles.active });
  const reports = await awaitReports(drill.records, { after: roles.epoch, last: rolesAtEnd.epoch }, run);
  const conduct = {
    expected: expects,
    firstActive: roles.active,
    changes: states.changes,
    atEnd,
    traffic: states.traffic,
    leaseMs: await readLeaseMs(run.cloud, rolesAtEnd.active),
    leaseWaits: leaseWaitsIn(reports),
    mustRing: rings,
    rung: drill.alarms.rung,
  };
  const verdict = judge(
    await gatherEvidence(run, {
      ...{ roles, rolesAtEnd, endpoints, zombieWrites: tries, outDir: drill.outDir, conduct },
      watermarkDueMs,
    }),
  );
  timeline.add('judge', verdict.pass ? 'passed' : `failed: ${verdict.breaches} breaches`);
  return { verdict, report: reports.at(-1) };
}
