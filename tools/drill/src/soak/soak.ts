import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrillRun } from '../course/drill-run.ts';
import { readRoles } from '../course/read-roles.ts';
import { RegionStateRecords } from '../course/region-state-records.ts';
import { registerEndpoints } from '../course/register-endpoints.ts';
import { Rehearsal } from '../course/rehearsal.ts';
import { awaitPromised } from '../course/settle/await-promised.ts';
import { awaitReports } from '../course/settle/await-reports.ts';
import { gatherEvidence } from '../course/settle/gather-evidence.ts';
import { leaseWaitsIn, readLeaseMs } from '../course/settle/lease-waits.ts';
import { lookAgain } from '../course/settle/look-again.ts';
import { moveMoney } from '../course/settle/move-money.ts';
import { warmUp } from '../course/warm-up.ts';
import { BookingWatch } from '../course/watch/booking-watch.ts';
import { StateWatch } from '../course/watch/state-watch.ts';
import { withCloud } from '../course/with-cloud.ts';
import { driveLoad } from '../load/drive-load.ts';
import { plantFaults } from '../plant/plant-faults.ts';
import { judge, type Verdict } from '../verdict/judge.ts';
import { waitUntil } from '../wait-until.ts';
import type { WebhookWitness } from '../witness/webhook-witness.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { planRun } from './plan-run.ts';
import { probeBooking } from './probe-booking.ts';
import type { SoakOptions, SoakRun } from './soak-options.ts';
import { tearPuts } from './tear-puts.ts';
import { unboundedMoves } from './unbounded-moves.ts';

/** Outcome of a soak: one verdict over all losses. */
export interface Soak {
  readonly scenario: SoakOptions['scenario'];
  readonly seed: number;
  readonly runs: readonly SoakRun[];
  readonly booked: Distribution | undefined;
  readonly open: Distribution | undefined;
  readonly verdict: Verdict;
}

/**
 * Loses the active region again and again in one local cloud, each time the other one, and judges once over everything.
 *
 * Writes `soak.json`.
 *
 * @throws DrillError when the soak could not be carried out, LocalCloudError when the local cloud could not start
 */
export async function runSoak(options: SoakOptions): Promise<Soak> {
  const apps = options.apps ?? (await plantFaults([unboundedMoves], `${options.dataDir}-planted`));
  const soak = await withCloud({ ...options, apps }, (run, witness) => soakCloud(run, witness, options));
  await writeFile(join(options.outDir, 'soak.json'), `${JSON.stringify(soak, undefined, 2)}\n`);
  return soak;
}

async function soakCloud(run: DrillRun, witness: WebhookWitness, options: SoakOptions): Promise<Soak> {
  const roles = await readRoles(run.cloud, run);
  await using states = new StateWatch(run);
  const endpoints = await registerEndpoints(run, witness);
  await warmUp(run);
  const runs: SoakRun[] = [];
  for (let number = 1; number <= options.runs; number++) {
    const done = await loseOnce(run, { number, states, witness, scenario: options.scenario });
    runs.push(done);
    options.onRun(done);
  }
  const atEnd = await moveMoney(run);
  const rolesAtEnd = await readRoles(run.cloud, run);
  using records = new RegionStateRecords(run.cloud.awsEndpoint(rolesAtEnd.active), (await run.cloud.status()).suffix);
  const reports = await awaitReports(records, { after: roles.epoch, last: rolesAtEnd.epoch }, run);
  const { seen: looked } = await awaitPromised(run, () => lookAgain(run, { roles, rolesAtEnd, endpoints }));
  const epochs = { min: options.runs, max: options.runs };
  const { evidence } = await gatherEvidence(run, {
    rolesAtEnd,
    looked,
    zombieWrites: [],
    outDir: options.outDir,
    conduct: {
      expected: { epochs, activeAtEnd: options.runs % 2 === 0 ? 'same' : 'other' },
      firstActive: roles.active,
      changes: states.changes,
      atEnd,
      traffic: states.traffic,
      leaseMs: await readLeaseMs(run.cloud, rolesAtEnd.active),
      leaseWaits: leaseWaitsIn(reports),
      mustRing: [],
      rung: [],
    },
  });
  return {
    scenario: options.scenario,
    seed: options.seed,
    runs,
    booked: distributionOf(runs.map(({ bookedMs }) => bookedMs)),
    open: distributionOf(runs.map(({ openMs }) => openMs)),
    verdict: judge(evidence),
  };
}

async function loseOnce(
  run: DrillRun,
  soak: {
    readonly number: number;
    readonly states: StateWatch;
    readonly witness: WebhookWitness;
    readonly scenario: SoakOptions['scenario'];
  },
): Promise<SoakRun> {
  const { number, states, witness, scenario } = soak;
  const { clock, signal, waitMsMax: limitMs } = run;
  const random = run.random.stream(`run-${number}`);
  const bookings = new BookingWatch(run);
  const roles = await readRoles(run.cloud, run);
  const rehearsal = new Rehearsal({ ...run, random }, { roles, states, bookings, witness });
  // What is replicated needs no journal: from here on commits exist in the active region only.
  await rehearsal.holdReplication();
  if (scenario === 'torn-put') await tearPuts(rehearsal);
  let isOver = false;
  const load = driveLoad(
    planRun(run.run, number, random.stream('requests')),
    { ...run, jitter: random.stream('jitter') },
    { onSettled: (settled) => bookings.onSettled(settled), isEnough: () => false },
  );
  const probing = probeBooking(run, { number, bookings, isOver: () => isOver });
  try {
    await rehearsal.passBetween(200, 1700);
    await rehearsal.kill(roles.active);
    const killedAtMs = rehearsal.brokenAtMs ?? clock.nowMs();
    const openMs = (await rehearsal.takeover()) ? Math.round(clock.nowMs() - killedAtMs) : null;
    await rehearsal.healAll();
    const isBooked = () => (bookings.hasBookedSince(killedAtMs) ? true : undefined);
    const booked = await waitUntil(isBooked, { limitMs, everyMs: 20, signal });
    const bookedMs = booked === undefined ? null : Math.round(clock.nowMs() - killedAtMs);
    await rehearsal.restore(roles.active);
    return { number, lost: roles.active, bookedMs, openMs, tookMs: Math.round(clock.nowMs() - killedAtMs) };
  } finally {
    isOver = true;
    await Promise.all([load, probing]);
  }
}
