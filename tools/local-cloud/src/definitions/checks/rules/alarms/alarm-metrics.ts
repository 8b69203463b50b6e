import { resourceRule } from '../../rule.ts';

interface Query {
  readonly Id?: unknown;
  readonly Expression?: unknown;
  readonly MetricStat?: unknown;
  readonly ReturnData?: unknown;
}

/** An alarm looks at one metric, or at queries of which one is returned. */
export const alarmMetrics = resourceRule('alarm-metrics', {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  types: ['AWS::CloudWatch::Alarm'],
  *check({ properties }) {
    const { MetricName, Namespace, Period, Statistic, ExtendedStatistic, Threshold, ThresholdMetricId } = properties;
    const queries = properties['Metrics'] as readonly Query[] | undefined;
    if ((Threshold === undefined) === (ThresholdMetricId === undefined)) {
      yield {
        property: 'Threshold',
        message: 'an alarm has either a Threshold or a ThresholdMetricId; leave one of them',
      };
    }
    if (queries !== undefined) {
      if (MetricName !== undefined)
        yield { property: 'MetricName', message: 'both a metric and Metrics; leave one of them' };
      yield* inQueries(queries);
      return;
    }
    if (MetricName === undefined)
      yield { property: 'MetricName', message: 'neither a metric nor Metrics; add one of them' };
    else if (Namespace === undefined || Period === undefined) {
      yield {
        property: Namespace === undefined ? 'Namespace' : 'Period',
        message: 'a metric needs its namespace and a period; add it',
      };
    }
    if ((Statistic === undefined) !== (ExtendedStatistic === undefined)) return;
    yield {
      property: 'Statistic',
      message: 'a metric has either a Statistic or an ExtendedStatistic; leave one of them',
    };
  },
});

function* inQueries(queries: readonly Query[]): Iterable<{ readonly property: string; readonly message: string }> {
  const returned = queries.filter(({ ReturnData = true }) => String(ReturnData) === 'true');
  if (returned.length !== 1) {
    yield {
      property: 'Metrics',
      message: `${returned.length} queries return data; one is allowed: set ReturnData of the others to false`,
    };
  }
  for (const [index, { Id, Expression, MetricStat }] of queries.entries()) {
    const property = `Metrics.${index}`;
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(String(Id))) {
      yield {
        property: `${property}.Id`,
        message: `got ${String(Id)}; a small letter, then letters, digits and _ are allowed`,
      };
    }
    if (queries.findIndex((each) => each.Id === Id) !== index) {
      yield { property: `${property}.Id`, message: `two queries are called ${String(Id)}; rename one` };
    }
    if ((Expression === undefined) === (MetricStat === undefined)) {
      yield { property, message: 'a query has either an Expression or a MetricStat; leave one of them' };
    }
  }
}
