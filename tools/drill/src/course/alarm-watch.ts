import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { RungAlarm } from '../evidence/conduct.ts';
import type { DrillRun } from './drill-run.ts';

const everyMs = 1_000;

/** A region that is gone or frozen must not blind the drill to the other one's alarms. */
const answerMsMax = 2_000;

/** Asks both regions for ringing alarms during a whole drill, and puts each on the timeline when it is first seen. */
export class AlarmWatch implements AsyncDisposable {
  readonly #run: DrillRun;
  readonly #suffix: string;
  readonly #ended = new AbortController();
  readonly #rung = new Map<string, RungAlarm>();
  readonly #polling: readonly Promise<void>[];

  constructor(run: DrillRun, { regions, suffix }: { readonly regions: readonly string[]; readonly suffix: string }) {
    this.#run = run;
    this.#suffix = suffix;
    this.#polling = regions.map((region) => this.#poll(region));
  }

  /** Every alarm that rang, with the first time that it was seen. */
  get rung(): readonly RungAlarm[] {
    return [...this.#rung.values()];
  }

  async #poll(region: string): Promise<void> {
    const client = new CloudWatchClient({ ...this.#run.cloud.awsEndpoint(region), maxAttempts: 1 });
    while (!this.#ended.signal.aborted) {
      for (const name of await ringingIn(client)) this.#note(region, name);
      await pause(everyMs, undefined, { signal: this.#ended.signal }).catch(() => {});
    }
    client.destroy();
  }

  #note(region: string, name: string): void {
    const key = `${region} ${name}`;
    if (this.#rung.has(key)) return;
    const atMs = this.#run.clock.nowMs();
    const alarm = name.replace(new RegExp(`-${this.#suffix}$`), '');
    this.#rung.set(key, { region, alarm, atMs });
    this.#run.timeline.add('alarm', `${alarm} rings`, { region, atMs });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#polling);
  }
}

async function ringingIn(client: CloudWatchClient): Promise<readonly string[]> {
  try {
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}), {
      abortSignal: AbortSignal.timeout(answerMsMax),
    });
    return MetricAlarms.flatMap(({ AlarmName = '', StateValue }) => (StateValue === 'ALARM' ? [AlarmName] : []));
  } catch {
    return [];
  }
}
