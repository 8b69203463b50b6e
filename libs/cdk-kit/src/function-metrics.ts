import type { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** Metrics that the expression of an alarm takes: a hard limit of CloudWatch, which deploys more and never evaluates them. */
const metricsMax = 10;

/** Lambda's counts of a function: failed calls, and calls refused for want of concurrency. */
export type FunctionCount = 'errors' | 'throttles';

const metricOf = {
  errors: (fn: IFunction, period: Duration) => fn.metricErrors({ period, statistic: Stats.SUM }),
  throttles: (fn: IFunction, period: Duration) => fn.metricThrottles({ period, statistic: Stats.SUM }),
} as const satisfies Record<FunctionCount, (fn: IFunction, period: Duration) => IMetric>;

/** An expression that adds metrics up. One that is silent counts as zero: without FILL it would silence the sum. */
export function sumOf(ids: readonly string[]): string {
  return ids.map((id) => `FILL(${id}, 0)`).join(' + ');
}

export interface FunctionSumProps {
  /** Counts to add up. */
  readonly counts: readonly FunctionCount[];
  readonly functions: readonly IFunction[];
  /** Whose functions they are, for people. */
  readonly label: string;
  readonly period: Duration;
}

/** Counts of all functions together, for one alarm. */
export function sumOfFunctions({ counts, functions, label, period }: FunctionSumProps): MathExpression {
  const metrics = counts.flatMap((count) =>
    functions.map((fn, at) => [`${count}${at}`, metricOf[count](fn, period)] as const),
  );
  if (metrics.length > metricsMax) {
    throw new Error(
      `an alarm adds up at most ${metricsMax} metrics, got ${metrics.length} for ${label}; make two alarms, each for functions that fail together`,
    );
  }
  return new MathExpression({
    expression: sumOf(metrics.map(([id]) => id)),
    usingMetrics: Object.fromEntries(metrics),
    label: `${counts.join(' and ')} of ${label}`,
    period,
  });
}
