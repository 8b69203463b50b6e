import { describe, expect, test } from 'vitest';
import { ofType, ownFunctions, type Resource, serviceTemplates, subjectOf } from '../src/service-templates.ts';

/*
 * That nothing of a service fails unseen: every function, queue and API of its templates is compared with what its alarms
 * look at, so that a new one that nobody watches fails here.
 */
interface Dimension {
  readonly Name: string;
  readonly Value: unknown;
}

/** One metric that an alarm looks at: by itself, or within an expression. */
interface Watched {
  readonly metric: string;
  /** Logical ids and names that its dimensions hold. */
  readonly of: readonly string[];
  readonly statistic: string;
}

function watchedBy(resources: Readonly<Record<string, Resource>>): readonly Watched[] {
  return ofType(resources, 'AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
    const within = (
      (Properties['Metrics'] ?? []) as { MetricStat?: { Metric: Resource['Properties']; Stat: string } }[]
    )
      .map(({ MetricStat }) => MetricStat)
      .filter((stat) => stat !== undefined)
      .map(({ Metric, Stat }) => ({ ...Metric, Statistic: Stat }) as Resource['Properties']);
    return [Properties, ...within]
      .filter((metric) => metric['MetricName'] !== undefined)
      .map((metric) => ({
        metric: String(metric['MetricName']),
        of: ((metric['Dimensions'] ?? []) as Dimension[]).map(({ Value }) => subjectOf(Value)),
        statistic: String(metric['ExtendedStatistic'] ?? metric['Statistic']),
      }));
  });
}

describe.each(serviceTemplates)('$file', ({ resources }) => {
  const watched = watchedBy(resources);
  const isWatched = (metric: string, of: string, statistic?: string) =>
    watched.some((it) => it.metric === metric && it.of.includes(of) && [undefined, it.statistic].includes(statistic));
  const apis = ofType(resources, 'AWS::ApiGateway::RestApi');
  const behindAnApi = new Set(
    ofType(resources, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'apigateway.amazonaws.com')
      .map(([, { Properties }]) => subjectOf(Properties['FunctionName'])),
  );
  const functions = ownFunctions(resources);

  test('MN1: an alarm watches the errors and throttles of each function, unless a 5xx of the API shows them', () => {
    expect(functions.length).toBeGreaterThan(0);
    const unseen = functions
      .map(([id]) => id)
      .filter((id) => !behindAnApi.has(id))
      .filter((id) => !isWatched('Errors', id) || !isWatched('Throttles', id));
    expect(unseen).toEqual([]);
  });

  test('MN1: alarms watch the 5xx answers and the slowest of 100 requests of each API', () => {
    expect(apis).toHaveLength(1);
    for (const [, { Properties }] of apis) {
      const name = String(Properties['Name']);
      expect([isWatched('5XXError', name), isWatched('Latency', name, 'p99')]).toEqual([true, true]);
    }
  });

  test('MN1: alarms watch the age of each queue that has a consumer, and its dead letters', () => {
    for (const [id, { Properties }] of ofType(resources, 'AWS::SQS::Queue')) {
      const { RedrivePolicy: redrive } = Properties as { RedrivePolicy?: { deadLetterTargetArn: unknown } };
      if (redrive === undefined) continue;
      expect([
        isWatched('ApproximateAgeOfOldestMessage', id),
        isWatched('ApproximateNumberOfMessagesVisible', subjectOf(redrive.deadLetterTargetArn)),
      ]).toEqual([true, true]);
    }
  });

  test('MN1: no alarm adds up more than the ten metrics that CloudWatch takes', () => {
    for (const [, { Properties }] of ofType(resources, 'AWS::CloudWatch::Alarm')) {
      const metrics = ((Properties['Metrics'] ?? []) as { MetricStat?: unknown }[]).filter((it) => it.MetricStat);
      expect(metrics.length).toBeLessThanOrEqual(10);
    }
  });

  test('CP6: every function and every API logs into a group that keeps seven days', () => {
    const kept = new Map(
      ofType(resources, 'AWS::Logs::LogGroup').map(([id, { Properties }]) => [id, Properties['RetentionInDays']]),
    );
    expect([...new Set(kept.values())]).toEqual([7]);
    const loggingTo = functions.map(([, { Properties }]) =>
      subjectOf((Properties['LoggingConfig'] as { LogGroup?: unknown } | undefined)?.LogGroup ?? 'none'),
    );
    expect(loggingTo.filter((group) => !kept.has(group))).toEqual([]);
    for (const [, { Properties }] of ofType(resources, 'AWS::ApiGateway::Stage')) {
      const { DestinationArn } = Properties['AccessLogSetting'] as { readonly DestinationArn: unknown };
      expect([...kept.keys()].filter((group) => JSON.stringify(DestinationArn).includes(`"${group}"`))).toHaveLength(1);
    }
  });
});
