import { z } from 'zod';
import { type MetricName, Statistic } from '../../definitions/alarm-definition.ts';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ReadStatistic } from './alarms.ts';

/** Data points of one answer at most. */
const pointsMax = 100_800;

export const Dimensions = z
  .array(z.strictObject({ Name: z.string(), Value: z.string() }))
  .max(30)
  .default([]);

const Metric = z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions });
const Period = z.number().int().min(1);

/** Input of GetMetricData. */
export const MetricDataInput = z.strictObject({
  MetricDataQueries: z
    .array(
      z.strictObject({
        Id: z.string(),
        MetricStat: z.strictObject({ Metric, Period, Stat: Statistic, Unit: z.string().optional() }),
        Label: z.string().optional(),
        ReturnData: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
});

/** Input of GetMetricStatistics. */
export const MetricStatisticsInput = z.strictObject({
  ...Metric.shape,
  StartTime: z.number(),
  EndTime: z.number(),
  Period,
  Statistics: z.array(Statistic).min(1).max(5),
  Unit: z.string().optional(),
});

/** Answers GetMetricData. */
export function metricData(input: z.infer<typeof MetricDataInput>, read: ReadStatistic): unknown {
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = input;
  return {
    MetricDataResults: MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(({ Id, Label, MetricStat }) => {
      const { Metric: metric, Period: period, Stat } = MetricStat;
      const points = periodsOf({ StartTime, EndTime, Period: period }).flatMap((at) => {
        const value = read(nameOf(metric), Stat, { fromMs: at * 1000, toMs: (at + period) * 1000 });
        return value === undefined ? [] : [{ at, value }];
      });
      if (ScanBy === 'TimestampDescending') points.reverse();
      return {
        Id,
        Label: Label ?? metric.MetricName,
        StatusCode: 'Complete',
        Timestamps: points.map(({ at }) => at),
        Values: points.map(({ value }) => value),
      };
    }),
    Messages: [],
  };
}

/** Answers GetMetricStatistics. */
export function metricStatistics(input: z.infer<typeof MetricStatisticsInput>, read: ReadStatistic): unknown {
  const points = periodsOf(input).map((at) => ({
    Timestamp: at,
    ...Object.fromEntries(
      input.Statistics.map((statistic) => [
        statistic,
        read(nameOf(input), statistic, { fromMs: at * 1000, toMs: (at + input.Period) * 1000 }),
      ]),
    ),
  }));
  const Datapoints = points.filter((point) => Object.values(point).every((value) => value !== undefined));
  return { Label: input.MetricName, Datapoints };
}

function nameOf({ Namespace, MetricName: name, Dimensions: pairs }: z.infer<typeof Metric>): MetricName {
  return {
    namespace: Namespace,
    name,
    dimensions: Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value])),
  };
}

/** Beginnings of the periods, in seconds since 1970; they begin at whole multiples of the period. */
function periodsOf({
  StartTime,
  EndTime,
  Period: period,
}: {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Period: number;
}): readonly number[] {
  if (StartTime >= EndTime) {
    throw new AwsError('InvalidParameterValue', 'The parameter StartTime must be less than the parameter EndTime.');
  }
  const first = Math.floor(StartTime / period) * period;
  const count = Math.ceil((EndTime - first) / period);
  if (count > pointsMax) throw new AwsError('InvalidParameterCombination', `more than ${pointsMax} data points`);
  return Array.from({ length: count }, (_, index) => first + index * period);
}
