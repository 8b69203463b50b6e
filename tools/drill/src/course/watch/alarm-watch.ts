import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { RungAlarm } from '../../evidence/conduct.ts';
import type { DrillRun } from '../drill-run.ts';
import { RingLog } from './ring-log.ts';

const everyMs = 1_000;

/** A region that is gone or frozen must not blind the drill to the other one's alarms. */
const answerMsMax = 2_000;

/** Asks both regions for ringing alarms during a whole drill, and puts each on the timeline when it begins. */
export class AlarmWatch implements AsyncDisposable {
  readonly #run: DrillRun;
  readonly #suffix: string;
  readonly #ended = new AbortController();
  readonly #log = new RingLog();
  readonly #polling: readonly Promise<void>[];

  constructor(run: DrillRun, { regions, suffix }: { readonly regions: readonly string[]; readonly suffix: string }) {
    this.#run = run;
    this.#suffix = suffix;
    this.#polling = regions.map((region) => this.#poll(region));
  }

  /** Every time that an alarm began to ring, as it was seen. */
  get rung(): readonly RungAlarm[] {
    return this.#log.rings;
  }

  async #poll(region: string): Promise<void> {
    const client = new CloudWatchClient({ ...this.#run.cloud.awsEndpoint(region), maxAttempts: 1 });
    while (!this.#ended.signal.aborted) {
      const ringing = await ringingIn(client);
      if (ringing !== undefined) this.#note(region, ringing);
      await pause(everyMs, undefined, { signal: this.#ended.signal }).catch(() => {});
    }
    client.destroy();
  }

  #note(region: string, names: readonly string[]): void {
    const ending = `-${this.#suffix}`;
    const alarms = names.map((name) => (name.endsWith(ending) ? name.slice(0, -ending.length) : name));
    const atMs = this.#run.clock.nowMs();
    for (const { alarm } of this.#log.see(region, alarms, atMs)) {
      this.#run.timeline.add('alarm', `${alarm} rings`, { region, atMs });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#polling);
  }
}

/** Undefined when the region does not answer: its alarms may go on ringing. */
async function ringingIn(client: CloudWatchClient): Promise<readonly string[] | undefined> {
  try {
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}), {
      abortSignal: AbortSignal.timeout(answerMsMax),
    });
    return MetricAlarms.flatMap(({ AlarmName = '', StateValue }) => (StateValue === 'ALARM' ? [AlarmName] : []));
  } catch {
    return undefined;
  }
}
