import { resourceRule } from '../../rule.ts';

/** A rule needs a pattern or a schedule; only the default bus has schedules. */
export const ruleWithoutTrigger = resourceRule('rule-without-trigger', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  types: ['AWS::Events::Rule'],
  *check({ properties: { EventPattern, ScheduleExpression, EventBusName } }) {
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      yield { property: 'EventPattern', message: 'neither a pattern nor a schedule; give the rule one of them' };
    }
    if (ScheduleExpression === undefined || EventBusName === undefined || /(^|\/)default$/.test(String(EventBusName)))
      return;
    const message = `a schedule on bus ${String(EventBusName)}; only the default bus has schedules: leave EventBusName out`;
    yield { property: 'ScheduleExpression', message };
  },
});
