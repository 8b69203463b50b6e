import { join } from 'node:path';
import { startLocalCloud } from '@redoubt/local-cloud';
import { DrillCredentials } from '../access/drill-credentials.ts';
import { giveKeys } from '../access/give-keys.ts';
import { DrillClock } from '../clock.ts';
import type { DrillOptions } from '../drill-options.ts';
import { merchants } from '../load/plan-load.ts';
import { attemptMsMax, PublicApi } from '../load/public-api.ts';
import { patienceMs } from '../load/send-until-settled.ts';
import { stranger } from '../load/strangers.ts';
import { Random } from '../random.ts';
import { Timeline } from '../report/timeline.ts';
import { Book } from '../witness/book.ts';
import { WebhookWitness } from '../witness/webhook-witness.ts';
import type { DrillRun } from './drill-run.ts';
import { merchantOfTrials } from './key-trial.ts';

/** Whoever sends requests in a drill. */
const everyMerchant = [...merchants, stranger, merchantOfTrials];

/** Attempts that fit into the longest wait of a step. */
const attemptsPerWait = 12;

/**
 * Timeout of one attempt, in whole milliseconds. Clients of a slow machine wait longer too: early retries would slow it down further. At
 * the default wait nothing changes.
 */
export function attemptMsOf(waitMsMax: number): number {
  return Math.max(attemptMsMax, Math.ceil(waitMsMax / attemptsPerWait));
}
const patiencesPerWait = 5;

export type CloudOptions = Pick<
  DrillOptions,
  'apps' | 'dataDir' | 'healthCheckIntervalMs' | 'onTimeline' | 'outDir' | 'portBase' | 'seed' | 'signal' | 'waitMsMax'
>;

/**
 * Starts a local cloud with its witness, and stops both after the work.
 *
 * @throws LocalCloudError when the local cloud could not start
 */
export async function withCloud<T>(
  options: CloudOptions,
  work: (run: DrillRun, witness: WebhookWitness) => Promise<T>,
): Promise<T> {
  const clock = new DrillClock();
  const timeline = new Timeline(clock, options.onTimeline);
  await using book = new Book(join(options.outDir, 'book.ndjson'));
  await using witness = await WebhookWitness.listen(book, clock);
  await using cloud = await startLocalCloud({
    portBase: options.portBase,
    dataDir: options.dataDir,
    healthCheckIntervalMs: options.healthCheckIntervalMs,
    ...(options.apps === undefined ? {} : { apps: options.apps }),
    webhookReceivers: [witness.origin],
    onProgress: ({ region, text }) => timeline.add('start', text, region === undefined ? {} : { region }),
  });
  const credentials = await DrillCredentials.of(cloud, await giveKeys(cloud, everyMerchant));
  using api = new PublicApi({
    url: cloud.publicApi,
    dns: `127.0.0.1:${options.portBase + 1}`,
    port: options.portBase,
    attemptMsMax: attemptMsOf(options.waitMsMax),
    credentials,
  });
  const { seed, signal, waitMsMax } = options;
  const client = { api, patienceMs: Math.max(patienceMs, waitMsMax / patiencesPerWait) };
  const run = {
    cloud,
    clock,
    book,
    timeline,
    ...client,
    credentials,
    random: new Random(seed),
    signal,
    waitMsMax,
    run: `drill-${seed}`,
  };
  signal.throwIfAborted();
  // Awaited here: resources in use above end with this block.
  return await work(run, witness);
}
