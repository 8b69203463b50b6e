import {
  type MetricName,
  type Statistic,
  type ThresholdAlarm,
  thresholdAlarm,
} from '../../definitions/alarm-definition.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import { type AlarmState, alarmState } from './alarm-state.ts';

/** Shortest period of an alarm here, in milliseconds: metrics have a resolution of one second. */
const periodMsMin = 1000;

/** Reads a statistic of a metric over a time; undefined when there is no data. */
export type ReadStatistic = (
  metric: MetricName,
  statistic: Statistic,
  period: { readonly fromMs: number; readonly toMs: number },
) => number | undefined;

export interface AlarmStatus {
  readonly name: string;
  readonly state: AlarmState;
  /** Milliseconds since 1970. */
  readonly since: number;
}

interface Alarm {
  /** Undefined when it is not evaluated. */
  readonly definition: ThresholdAlarm | undefined;
  state: AlarmState;
  since: number;
}

/** The alarms of a region. Each is evaluated when somebody asks for its state, and costs nothing in between. */
export class Alarms {
  readonly #alarms = new Map<string, Alarm>();
  readonly #read: ReadStatistic;
  readonly #periodScale: number;

  /** @param periodScale factor of the templates' periods, as health checks run more often than on AWS */
  constructor(read: ReadStatistic, periodScale: number) {
    this.#read = read;
    this.#periodScale = periodScale;
  }

  add(resource: ResolvedResource): void {
    this.#alarms.set(resource.physicalId, {
      definition: thresholdAlarm(resource),
      state: 'INSUFFICIENT_DATA',
      since: Date.now(),
    });
  }

  remove(name: string): void {
    this.#alarms.delete(name);
  }

  /** The alarms with these names, or all, as of now; a name that no alarm has is left out. */
  statuses(names?: readonly string[]): readonly AlarmStatus[] {
    return (names ?? [...this.#alarms.keys()]).flatMap((name) => {
      const alarm = this.#alarms.get(name);
      if (alarm === undefined) return [];
      this.#evaluate(alarm);
      return [{ name, state: alarm.state, since: alarm.since }];
    });
  }

  #evaluate(alarm: Alarm): void {
    const { definition } = alarm;
    if (definition === undefined) return;
    const nowMs = Date.now();
    // Schedules run as often here as on AWS: who waits for their calls waits as long.
    const scale = definition.isForTooLittle ? 1 : this.#periodScale;
    const periodMs = Math.max(periodMsMin, definition.periodSeconds * 1000 * scale);
    const values = Array.from({ length: definition.periods }, (_, age) => {
      const period = {
        fromMs: nowMs - (age + 1) * periodMs,
        // The latest second has not ended.
        toMs: age === 0 ? Number.POSITIVE_INFINITY : nowMs - age * periodMs,
      };
      return definition.valueOf((metric, statistic) => this.#read(metric, statistic, period));
    });
    const state = alarmState(definition, values, alarm.state);
    if (state === alarm.state) return;
    alarm.state = state;
    alarm.since = nowMs;
  }
}
