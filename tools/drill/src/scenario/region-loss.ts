import { join } from 'node:path';
import { startLocalCloud } from '@redoubt/local-cloud';
import { DrillClock } from '../clock.ts';
import type { RegisteredEndpoint } from '../evidence/evidence.ts';
import { PublicApi } from '../load/public-api.ts';
import { Random } from '../random.ts';
import { conditionsOf } from '../report/conditions.ts';
import { measure } from '../report/measure.ts';
import { describeMix, mixOf } from '../report/mix.ts';
import { objectivesMissed, type Report } from '../report/report.ts';
import { Timeline } from '../report/timeline.ts';
import { judge, type Verdict } from '../verdict/judge.ts';
import { Book } from '../witness/book.ts';
import { requestsIn } from '../witness/read-book.ts';
import { WebhookWitness } from '../witness/webhook-witness.ts';
import { awaitDeliveries } from './await-deliveries.ts';
import { awaitReport } from './await-report.ts';
import type { DrillOptions } from './drill-options.ts';
import type { DrillRun, Seats } from './drill-run.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { loseUnderLoad } from './lose-under-load.ts';
import { RegionStateRecords } from './region-state-records.ts';
import { registerEndpoints } from './register-endpoints.ts';
import { seatsOf } from './seats-of.ts';
import { warmUp } from './warm-up.ts';
import { zombieWrites } from './zombie-writes.ts';

/**
 * The loss of the active region under load: from nothing, to a verdict.
 *
 * Starts a local cloud of its own, drives load through the public name, holds replication and kills the active region,
 * watches the other one take over by itself, lets the dead one return and try to write, then judges by the witness's book.
 *
 * @throws DrillError when the drill could not be carried out, LocalCloudError when the local cloud could not start
 */
export async function regionLoss(options: DrillOptions): Promise<Report> {
  const clock = new DrillClock();
  const timeline = new Timeline(clock, options.onTimeline);
  await using book = new Book(join(options.outDir, 'book.ndjson'));
  await using witness = await WebhookWitness.listen(book, clock);
  await using cloud = await startLocalCloud({
    portBase: options.portBase,
    dataDir: options.dataDir,
    healthCheckIntervalMs: options.healthCheckIntervalMs,
    onProgress: ({ region, text }) => timeline.add('start', text, region === undefined ? {} : { region }),
  });
  using api = new PublicApi({
    url: cloud.publicApi,
    dns: `127.0.0.1:${options.portBase + 1}`,
    port: options.portBase,
  });
  const { signal } = options;
  const random = new Random(options.seed);
  const run: DrillRun = { cloud, clock, book, timeline, api, random, signal, run: `drill-${options.seed}` };
  // Awaited here: what is in use above ends with this block.
  return await rehearse(run, witness, options);
}

async function rehearse(run: DrillRun, witness: WebhookWitness, options: DrillOptions): Promise<Report> {
  const { cloud, clock, book, timeline, signal } = run;
  signal.throwIfAborted();
  const seats = await seatsOf(cloud, signal);
  const status = await cloud.status();
  using records = new RegionStateRecords(cloud.awsEndpoint(seats.surviving), status.suffix);
  if (options.faults.includes('skip-recover')) await records.plantFaults({ skipRecover: true });
  const endpoints = await registerEndpoints(run, witness);
  await warmUp(run);
  const load = { rate: options.rate, seconds: options.seconds };
  timeline.add('load', `${load.rate} requests/s for ${load.seconds} s to ${cloud.publicApi}`);
  const fault = await loseUnderLoad(run, seats, load);
  const report = await awaitReport(records, seats.epoch + 1, run);
  const mix = mixOf(requestsIn(book.entries()));
  timeline.add('load', describeMix(mix));
  const undelivered = await awaitDeliveries(run, endpoints);
  timeline.add('drain', undelivered === 0 ? 'every webhook was delivered' : `${undelivered} deliveries are missing`);
  const verdict = await judgeAfterReturn(run, seats, { endpoints, outDir: options.outDir });
  const achieved = measure(book.entries(), {
    killedAtMs: fault.killedAtMs,
    survivingRegion: seats.surviving,
    decidedAtMs: report === undefined ? undefined : clock.atOf(report.decidedAt),
  });
  const { scenario, seed, objectives, topology, healthCheckIntervalMs } = options;
  return {
    scenario,
    seed,
    startedAt: clock.startedAt(),
    tookMs: clock.nowMs(),
    objectives,
    achieved,
    objectivesMissed: objectivesMissed(objectives, achieved),
    takenOver: status.takenOver,
    conditions: conditionsOf(status, { topology, healthCheckIntervalMs, load }),
    mix,
    fault: { ...fault, planted: options.faults },
    verdict,
    timeline: timeline.entries(),
  };
}

/** Lets the lost region return and try to write, and only then judges: what it got away with counts. */
async function judgeAfterReturn(
  run: DrillRun,
  seats: Seats,
  drill: { readonly endpoints: readonly RegisteredEndpoint[]; readonly outDir: string },
): Promise<Verdict> {
  const { cloud, timeline } = run;
  await cloud.restoreRegion(seats.lost);
  timeline.add('restore', 'is back', { region: seats.lost });
  const tries = await zombieWrites(run, seats);
  for (const { way, answer } of tries) timeline.add('zombie', `${way}: ${answer}`, { region: seats.lost });
  const verdict = judge(await gatherEvidence(run, seats, { ...drill, zombieWrites: tries }));
  timeline.add('judge', verdict.pass ? 'passed' : `failed: ${verdict.breaches} breaches`);
  return verdict;
}
