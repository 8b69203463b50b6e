import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';
import { metricExpression } from './metric-expression.ts';

const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
} as const;

export const Statistic = z.enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum']);
export type Statistic = z.infer<typeof Statistic>;

/** Name of a metric within its region. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const Dimensions = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

const Query = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
      Period: z.coerce.number().int().min(1),
      Stat: z.string(),
    })
    .optional(),
  ReturnData: z.boolean().default(true),
});
type Query = z.infer<typeof Query>;

const Count = z.coerce.number().int().min(1);

const AlarmProperties = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions,
  Metrics: z.array(Query).default([]),
  Statistic: Statistic.optional(),
  Period: Count.optional(),
  EvaluationPeriods: Count,
  DatapointsToAlarm: Count.optional(),
  Threshold: z.coerce.number().optional(),
  ComparisonOperator: z.string(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
});

/** Reads a statistic of a metric within one period; undefined when there is no data. */
export type ReadMetric = (metric: MetricName, statistic: Statistic) => number | undefined;

/** A metric, or an expression of metrics, with its period. */
interface Watched {
  readonly valueOf: (read: ReadMetric) => number | undefined;
  readonly periodSeconds: number;
}

/** An alarm that compares a metric, or a sum or difference of metrics, with a threshold. */
export interface ThresholdAlarm extends Watched {
  /** Latest periods that are looked at. */
  readonly periods: number;
  /** Breaching periods among them that ring. */
  readonly breachingMin: number;
  readonly isBreaching: (value: number) => boolean;
  /** Whether it rings for too little of something, such as the calls of a schedule. */
  readonly isForTooLittle: boolean;
  readonly whenMissing: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/** Reads an alarm off its resource; undefined for percentiles, anomaly bands and other expressions, which are not evaluated. */
export function thresholdAlarm({ properties }: ResolvedResource): ThresholdAlarm | undefined {
  const alarm = AlarmProperties.parse(properties);
  const { Threshold } = alarm;
  const compare = comparisons[alarm.ComparisonOperator as keyof typeof comparisons];
  const watched = watchedMetric(alarm) ?? watchedExpression(alarm.Metrics);
  if (watched === undefined || Threshold === undefined || compare === undefined) return undefined;
  return {
    ...watched,
    periods: alarm.EvaluationPeriods,
    breachingMin: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    isBreaching: (value) => compare(value, Threshold),
    isForTooLittle: alarm.ComparisonOperator.startsWith('LessThan'),
    whenMissing: alarm.TreatMissingData,
  };
}

function watchedMetric(alarm: z.infer<typeof AlarmProperties>): Watched | undefined {
  const { Namespace: namespace, MetricName: name, Statistic: statistic, Period } = alarm;
  if (namespace === undefined || name === undefined || statistic === undefined || Period === undefined)
    return undefined;
  const metric = { namespace, name, dimensions: dimensionsOf(alarm.Dimensions) };
  return { valueOf: (read) => read(metric, statistic), periodSeconds: Period };
}

function watchedExpression(queries: readonly Query[]): Watched | undefined {
  const [returned, ...others] = queries.filter(({ ReturnData }) => ReturnData);
  const expression = metricExpression(returned?.Expression ?? '');
  const metrics = new Map(queries.flatMap((query) => metricOf(query)));
  const [first] = metrics.values();
  if (expression === undefined || others.length > 0 || first === undefined) return undefined;
  return {
    valueOf: (read) =>
      expression((id) => {
        const found = metrics.get(id);
        return found === undefined ? undefined : read(found.metric, found.statistic);
      }),
    periodSeconds: first.periodSeconds,
  };
}

function metricOf({ Id, MetricStat }: Query) {
  const statistic = Statistic.safeParse(MetricStat?.Stat).data;
  if (MetricStat === undefined || statistic === undefined) return [];
  const { Namespace: namespace, MetricName: name, Dimensions: pairs } = MetricStat.Metric;
  const metric: MetricName = { namespace, name, dimensions: dimensionsOf(pairs) };
  return [[Id, { metric, statistic, periodSeconds: MetricStat.Period }] as const];
}

function dimensionsOf(pairs: z.infer<typeof Dimensions>): MetricName['dimensions'] {
  return Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
}
