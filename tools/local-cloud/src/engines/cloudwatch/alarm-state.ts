import type { ThresholdAlarm } from '../../definitions/alarm-definition.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/**
 * The state of an alarm by the latest periods.
 *
 * @param values one per period, undefined where no data came
 * @param before the state so far, which missing data leaves as it is when the alarm ignores it
 */
export function alarmState(
  { periods, breachingMin, isBreaching, whenMissing }: ThresholdAlarm,
  values: readonly (number | undefined)[],
  before: AlarmState,
): AlarmState {
  const latest = values.slice(0, periods);
  const breaching = latest.filter((value) => (value === undefined ? whenMissing === 'breaching' : isBreaching(value)));
  if (breaching.length >= breachingMin) return 'ALARM';
  if (latest.some((value) => value !== undefined)) return 'OK';
  switch (whenMissing) {
    case 'missing':
      return 'INSUFFICIENT_DATA';
    case 'ignore':
      return before;
    case 'breaching':
    case 'notBreaching':
      return 'OK';
  }
}
