import { resourceRule } from '../../rule.ts';

const field = String.raw`[0-9A-Za-z*?,\-/#]+`;
const cron = new RegExp(String.raw`^cron\((?<fields>${field}( ${field}){5})\)$`);
const rate = /^rate\((?<value>[1-9]\d*) (?<unit>minutes?|hours?|days?)\)$/;

/** `rate(1 minute)`, `rate(5 minutes)`, or a cron expression of six fields. */
export const scheduleMalformed = resourceRule('schedule-malformed', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
  types: ['AWS::Events::Rule'],
  *check({ properties: { ScheduleExpression } }) {
    if (ScheduleExpression === undefined) return;
    const problem = problemOf(String(ScheduleExpression));
    if (problem === undefined) return;
    yield { property: 'ScheduleExpression', message: `got ${String(ScheduleExpression)}; ${problem}` };
  },
});

function problemOf(text: string): string | undefined {
  const { value, unit } = rate.exec(text)?.groups ?? {};
  if (value !== undefined) {
    return (value === '1') === (unit?.endsWith('s') === false)
      ? undefined
      : 'write 1 with a singular unit, and more with a plural';
  }
  const fields = cron.exec(text)?.groups?.['fields']?.split(' ');
  if (fields === undefined) return 'write rate(<number> <unit>) or cron(<six fields>)';
  const [, , dayOfMonth, , dayOfWeek] = fields;
  return (dayOfMonth === '?') === (dayOfWeek === '?')
    ? 'either the day of the month or that of the week is ?: write it for one of them'
    : undefined;
}
