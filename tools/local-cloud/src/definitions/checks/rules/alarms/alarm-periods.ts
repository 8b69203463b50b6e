import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

const dayS = 86_400;
const hourS = 3600;

/** Periods are 10, 20 or 30 s or whole minutes; all that is looked at is a day, or a week in periods of an hour and more. */
export const alarmPeriods = resourceRule('alarm-periods', {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  types: ['AWS::CloudWatch::Alarm'],
  *check({ properties }) {
    const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = properties;
    const count = Number(EvaluationPeriods);
    if (count < 1) yield { property: 'EvaluationPeriods', message: `got ${count}; 1 and more are allowed` };
    if (Number(DatapointsToAlarm) < 1 || Number(DatapointsToAlarm) > count) {
      const message = `got ${String(DatapointsToAlarm)}; 1 to EvaluationPeriods, ${count}, are allowed`;
      yield { property: 'DatapointsToAlarm', message };
    }
    const periods = [...valuesAt(properties, 'Period'), ...valuesAt(properties, 'Metrics.*.MetricStat.Period')];
    for (const { path, value } of periods) {
      const seconds = Number(value);
      if (![10, 20, 30].includes(seconds) && (seconds < 60 || seconds % 60 !== 0)) {
        yield { property: path, message: `got ${seconds}; 10, 20, 30 and multiples of 60 are allowed` };
      }
      const max = seconds >= hourS ? 7 * dayS : dayS;
      if (seconds * count <= max) continue;
      yield {
        property: 'EvaluationPeriods',
        message: `${count} periods of ${seconds} s, at most ${max} s together; take fewer`,
      };
    }
  },
});
