import type { FailoverReport } from '@redoubt/contracts';
import { appFolders } from '@redoubt/local-cloud';
import type { DrillOptions } from '../drill-options.ts';
import type { RungAlarm } from '../evidence/conduct.ts';
import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import type { Histories } from '../evidence-folder/histories.ts';
import { readProvenance } from '../evidence-folder/provenance.ts';
import { readStageBudgets } from '../evidence-folder/stage-budgets.ts';
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
import type { DrillRun } from './drill-run.ts';
import { HoldSweeps } from './hold-sweeps.ts';
import { inStep } from './in-step.ts';
import { LoadRun } from './load-run.ts';
import { readRoles } from './read-roles.ts';
import { RegionStateRecords } from './region-state-records.ts';
import { endpointsIn, registerEndpoints } from './register-endpoints.ts';
import { Rehearsal } from './rehearsal.ts';
import { awaitPromised, textOf } from './settle/await-promised.ts';
import { awaitReports, recoveryMsOf } from './settle/await-reports.ts';
import { awaitWatermark } from './settle/await-watermark.ts';
import { type GatheredEvidence, gatherEvidence } from './settle/gather-evidence.ts';
import { leaseWaitsIn, readLeaseMs } from './settle/lease-waits.ts';
import { lookAgain } from './settle/look-again.ts';
import { moveMoney } from './settle/move-money.ts';
import { zombieWrites } from './settle/zombie-writes.ts';
import { warmUp } from './warm-up.ts';
import { AlarmWatch } from './watch/alarm-watch.ts';
import { StateWatch } from './watch/state-watch.ts';
import { withCloud } from './with-cloud.ts';

/** A drill that was carried out: its report, and what that was made from. */
export interface Rehearsed {
  readonly report: Report;
  readonly histories: Histories;
}

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
export async function rehearse(scenario: Scenario, options: DrillOptions): Promise<Rehearsed> {
  return await withCloud(options, (run, witness) => runCourse(scenario, run, { witness, options }));
}

async function runCourse(
  scenario: Scenario,
  run: DrillRun,
  { witness, options }: { readonly witness: WebhookWitness; readonly options: DrillOptions },
): Promise<Rehearsed> {
  const { cloud, clock, book, timeline } = run;
  const roles = await readRoles(cloud, run);
  const status = await cloud.status();
  using records = new RegionStateRecords(cloud.awsEndpoint(roles.standby), status.suffix);
  const plants = { skipRecover: options.planted.includes('skip-recover'), hold: false };
  // No failover before the fault, however slow the machine warms up.
  const held = { ...plants, hold: true };
  await inStep(run, 'holding failovers back', records.plantFaults(held));
  await using states = new StateWatch(run);
  const regions = status.regions.map(({ region }) => region);
  await using alarms = new AlarmWatch(run, { regions, suffix: status.suffix });
  const endpoints = await registerEndpoints(run, witness);
  await warmUp(run);
  await inStep(run, 'starting every function of the standby', ageStandby(run, roles));
  const shape = { rate: options.rate ?? scenario.rate ?? rateDefault, seconds: options.seconds };
  timeline.add('load', `${shape.rate} requests/s for ${shape.seconds} s to ${cloud.publicApi}`);
  const { hasShortHolds = true } = scenario;
  await using _sweeps = new HoldSweeps(run, { regions: hasShortHolds ? regions : [], suffix: status.suffix });
  const load = new LoadRun(run, { ...shape, hasShortHolds, active: roles.active, witness });
  const onBreak = () => inStep(run, 'letting failovers begin', records.plantFaults(plants));
  const rehearsal = new Rehearsal(run, { roles, states, bookings: load.bookings, witness, onBreak });
  const loaded = await playUnderLoad(scenario, { run, rehearsal, load, seconds: shape.seconds });
  const mix = mixOf(requestsIn(book.entries()));
  timeline.add('load', describeMix(mix));
  // One that rang while the cloud started says nothing about the fault.
  const rung = () => alarms.rung.filter(({ atMs }) => atMs >= loaded.fromMs);
  const drill = { run, rehearsal, states, rung, endpoints, records, outDir: options.outDir };
  const { verdict, gathered, reports } = await settleAndJudge(scenario, drill);
  const last = reports.at(-1);
  const activeRegion = rehearsal.rolesNow().active;
  const apps = options.apps ?? (await appFolders());
  const { scenario: name, seed, topology, healthCheckIntervalMs, planted } = options;
  const report: Report = {
    scenario: name,
    seed,
    startedAt: clock.startedAt(),
    tookMs: clock.nowMs(),
    ...achievedBy(scenario.objectives, {
      entries: book.entries(),
      brokenAtMs: rehearsal.brokenAtMs ?? loaded.fromMs,
      activeRegion,
      decidedAtMs: last === undefined ? undefined : clock.atOf(last.decidedAt),
      loaded,
      recovery: {
        tookMs: last === undefined ? undefined : recoveryMsOf(last),
        commands: verdict.appliedFromJournal,
      },
    }),
    takenOver: status.takenOver,
    conditions: conditionsOf(status, { topology, healthCheckIntervalMs, load: shape }),
    provenance: await readProvenance(apps),
    mix,
    faults: rehearsal.faults,
    planted,
    states: states.changes,
    alarms: alarms.rung,
    verdict,
    timeline: timeline.entries(),
  };
  const stageBudgets = (await Promise.all(apps.map(readStageBudgets))).flat();
  return {
    report,
    histories: {
      book: book.entries(),
      ...gathered,
      failovers: reports,
      timeline: report.timeline,
      loaded,
      stageBudgets,
    },
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
    readonly rung: () => readonly RungAlarm[];
    readonly endpoints: readonly RegisteredEndpoint[];
    readonly records: RegionStateRecords;
    readonly outDir: string;
  },
): Promise<{
  readonly verdict: Verdict;
  readonly gathered: GatheredEvidence;
  readonly reports: readonly FailoverReport[];
}> {
  const { run, rehearsal, states } = drill;
  const { book, timeline } = run;
  const { roles } = rehearsal;
  await rehearsal.healAll();
  for (const region of rehearsal.killed) await rehearsal.restore(region);
  const atEnd = await moveMoney(run);
  await rehearsal.verified();
  const rolesAtEnd = rehearsal.rolesNow();
  const watermarkDueMs = awaitsWatermark ? await awaitWatermark(run, rolesAtEnd.active) : undefined;
  const tries =
    rolesAtEnd.active === roles.active
      ? []
      : await inStep(run, 'writes of the former active region', zombieWrites(run, roles));
  for (const { way, answer } of tries) timeline.add('zombie', `${way}: ${answer}`, { region: roles.active });
  const reports = await awaitReports(drill.records, { after: roles.epoch, last: rolesAtEnd.epoch }, run);
  const endpoints = [...drill.endpoints, ...endpointsIn(book.entries())];
  // After everything that may still book: what it has booked is awaited too.
  const { seen: looked, missing } = await awaitPromised(run, () => lookAgain(run, { roles, rolesAtEnd, endpoints }));
  timeline.add('drain', missing.length === 0 ? 'everything was booked, announced and delivered' : textOf(missing));
  const conduct = {
    expected: expects,
    firstActive: roles.active,
    changes: states.changes,
    atEnd,
    traffic: states.traffic,
    leaseMs: await inStep(run, 'reading the length of leases', readLeaseMs(run.cloud, rolesAtEnd.active)),
    leaseWaits: leaseWaitsIn(reports),
    mustRing: rings,
    rung: drill.rung(),
  };
  const gathering = gatherEvidence(run, {
    ...{ rolesAtEnd, looked, zombieWrites: tries, outDir: drill.outDir, conduct },
    watermarkDueMs,
    waitingAtLoss: rehearsal.waitingAtLoss,
  });
  const gathered = await inStep(run, 'reading ledgers, logs, buses and archive', gathering);
  const verdict = judge(gathered.evidence);
  timeline.add('judge', verdict.pass ? 'passed' : `failed: ${verdict.breaches} breaches`);
  return { verdict, gathered, reports };
}
