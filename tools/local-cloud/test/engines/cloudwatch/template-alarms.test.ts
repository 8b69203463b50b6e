import { expect, test } from 'vitest';
import {
  type MetricName,
  type ReadMetric,
  type ThresholdAlarm,
  thresholdAlarm,
} from '../../../src/definitions/alarm-definition.ts';
import { appFolders, readApps } from '../../../src/definitions/templates/read-apps.ts';
import { resolveApps } from '../../../src/definitions/templates/resolve-apps.ts';
import { alarmState } from '../../../src/engines/cloudwatch/alarm-state.ts';

/*
 * Goal: no alarm of the templates is deaf.
 *
 * Method: every alarm of both regions, as the local cloud resolves it, is fed with values on the wrong side of its threshold
 * under the very names and dimensions that it looks at; every other metric is silent.
 */
const deployment = resolveApps(await readApps(await appFolders()), (region) => `http://${region}.invalid`);
const alarms = deployment.models.flatMap(({ region, resources }) =>
  resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map((resource) => ({ region, name: resource.physicalId, resource, definition: thresholdAlarm(resource) })),
);

const far = { above: 1e12, below: -1e12 } as const;

test('every alarm is evaluated here, but for those on percentiles', () => {
  expect(alarms.length).toBeGreaterThan(60);
  const deaf = alarms.filter(({ definition }) => definition === undefined);
  expect(deaf.filter(({ resource }) => resource.properties['ExtendedStatistic'] === undefined)).toEqual([]);
});

test('MN1: every alarm rings when one of its metrics breaches and all the others are silent', () => {
  const silent = alarms.flatMap(({ region, name, definition }) => {
    if (definition === undefined) return [];
    return metricsOf(definition)
      .filter((metric) => {
        const only: ReadMetric = (read, statistic) =>
          nameOf(read) !== nameOf(metric)
            ? undefined
            : definition.isBreaching(far.above)
              ? far.above
              : lowest(statistic);
        const values = Array.from({ length: definition.periods }, () => definition.valueOf(only));
        return alarmState(definition, values, 'OK') !== 'ALARM';
      })
      .map((metric) => `${region} ${name}: ${metric.name}`);
  });
  expect(silent).toEqual([]);
});

test('the loops of the failover ring when they fall silent', () => {
  const loops = alarms.filter(({ name }) => /^failover-(watch|heartbeat)-silent-/.test(name));
  expect(loops).toHaveLength(4);
  for (const { definition } of loops) {
    if (definition === undefined) throw new Error('a loop is not watched');
    const values = Array.from({ length: definition.periods }, () => definition.valueOf(() => undefined));
    expect(alarmState(definition, values, 'OK')).toBe('ALARM');
  }
});

/** The metrics that a value is made of. */
function metricsOf(definition: ThresholdAlarm): readonly MetricName[] {
  const asked: MetricName[] = [];
  definition.valueOf((asks) => {
    asked.push(asks);
    return 0;
  });
  return asked;
}

/** A count is never negative; a level may be. */
function lowest(statistic: string): number {
  return statistic === 'Sum' ? 0 : far.below;
}

function nameOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, dimensions]);
}
