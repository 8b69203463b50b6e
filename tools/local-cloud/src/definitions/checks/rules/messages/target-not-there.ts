import { valuesAt } from '../../property-path.ts';
import { resourceRule } from '../../rule.ts';

/** Targets of rules that are in no template, and those in another region that are no bus. */
export const targetNotThere = resourceRule('target-not-there', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html',
  types: ['AWS::Events::Rule'],
  *check({ properties, region }, templates) {
    for (const { path, value } of valuesAt(properties, 'Targets.*.Arn')) {
      const arn = String(value);
      const [, , service, targetRegion] = arn.split(':');
      if (!/^arn:aws:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|):.+/.test(arn)) {
        yield {
          property: path,
          message: `${arn} is no ARN; give it that of a queue, function, machine, topic, log group or bus`,
        };
      } else if (templates.isMissing(arn)) {
        yield { property: path, message: `no template has ${arn}; name a target that is there` };
      } else if (targetRegion !== region && service !== 'events') {
        yield {
          property: path,
          message: `${arn} is in another region, where only a bus can be a target; send it there by a bus`,
        };
      }
    }
  },
});
