import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

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

const Count = z.coerce.number().int().min(1);

const AlarmProperties = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  Statistic: Statistic.optional(),
  Period: Count.optional(),
  EvaluationPeriods: Count,
  DatapointsToAlarm: Count.optional(),
  Threshold: z.coerce.number().optional(),
  ComparisonOperator: z.string(),
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
});

/** An alarm that compares one metric with a threshold. */
export interface ThresholdAlarm {
  readonly metric: MetricName;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** Latest periods that are looked at. */
  readonly periods: number;
  /** Breaching periods among them that ring. */
  readonly breachingMin: number;
  readonly isBreaching: (value: number) => boolean;
  readonly whenMissing: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/** Reads an alarm off its resource; undefined for expressions, percentiles and anomaly bands, which are not evaluated. */
export function thresholdAlarm({ properties }: ResolvedResource): ThresholdAlarm | undefined {
  const alarm = AlarmProperties.parse(properties);
  const { Namespace, MetricName: name, Statistic: statistic, Period, Threshold } = alarm;
  const compare = comparisons[alarm.ComparisonOperator as keyof typeof comparisons];
  if (
    Namespace === undefined ||
    name === undefined ||
    statistic === undefined ||
    Period === undefined ||
    Threshold === undefined ||
    compare === undefined
  ) {
    return undefined;
  }
  return {
    metric: {
      namespace: Namespace,
      name,
      dimensions: Object.fromEntries(alarm.Dimensions.map(({ Name, Value }) => [Name, Value])),
    },
    statistic,
    periodSeconds: Period,
    periods: alarm.EvaluationPeriods,
    breachingMin: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    isBreaching: (value) => compare(value, Threshold),
    whenMissing: alarm.TreatMissingData,
  };
}
