import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { platformValue } from './platform-value.ts';
import { regionalStackOf } from './regional-stack.ts';

/** An alarm as data: what is watched, when it rings, and what to tell the person it wakes. */
export interface AlarmDefinition {
  /** Names the alarm (`{name}-{suffix}`) and its runbook (`docs/runbooks/{name}.md`). */
  readonly name: string;
  /** For the person it wakes: what is wrong, whom it hurts, what to look at first. */
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /**
   * How the metric is compared with the threshold.
   *
   * @default ComparisonOperator.GREATER_THAN_THRESHOLD
   */
  readonly comparison?: ComparisonOperator;
  /**
   * Periods in a row that must breach.
   *
   * @default 1
   */
  readonly periods?: number;
  /**
   * The alarm's state while the metric is silent.
   *
   * @default TreatMissingData.NOT_BREACHING: an error count that nobody reports is zero
   */
  readonly whenSilent?: TreatMissingData;
  /**
   * Whether a percentile of few samples leaves the alarm as it is: CloudWatch calls fewer than 1,000 few for p99, and one
   * slow request of a quiet night is no percentile.
   *
   * @default false
   */
  readonly ignoresFewSamples?: boolean;
  /**
   * Whether the alarm also notifies when the metric falls silent, apart from the alarm itself: for metrics whose silence may be
   * right, so that it must not ring, but never goes unseen.
   *
   * @default false
   */
  readonly tellsOfSilence?: boolean;
}

/** Makes alarms that tell the region's alarm topic when they ring and when they stop. */
export function addAlarms(
  scope: Construct,
  definitions: readonly AlarmDefinition[],
  topicArn = platformValue(scope, 'alarmTopicArn'),
): readonly Alarm[] {
  const { topology } = regionalStackOf(scope);
  return definitions.map((definition) => {
    const alarm = new Alarm(scope, `Alarm-${definition.name}`, {
      alarmName: physicalName(topology, definition.name),
      alarmDescription: `${definition.description} Runbook: ${runbookOf(definition)}`,
      metric: definition.metric,
      threshold: definition.threshold,
      evaluationPeriods: definition.periods ?? 1,
      comparisonOperator: definition.comparison ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
      ...(definition.ignoresFewSamples ? { evaluateLowSampleCountPercentile: 'ignore' } : {}),
      treatMissingData: definition.tellsOfSilence
        ? TreatMissingData.MISSING
        : (definition.whenSilent ?? TreatMissingData.NOT_BREACHING),
    });
    const action = { bind: () => ({ alarmActionArn: topicArn }) };
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    if (definition.tellsOfSilence) alarm.addInsufficientDataAction(action);
    return alarm;
  });
}

/** Path of an alarm's runbook in the repository. */
export function runbookOf({ name }: Pick<AlarmDefinition, 'name'>): string {
  return `docs/runbooks/${name}.md`;
}
