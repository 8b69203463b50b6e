import { textsAt } from '../../property-path.ts';
import type { Rule } from '../../rule.ts';

const places: readonly (readonly [type: string, path: string])[] = [
  ['AWS::Events::Rule', 'EventBusName'],
  ['AWS::Events::EventBusPolicy', 'EventBusName'],
  ['AWS::Events::Archive', 'SourceArn'],
];

/** Rules, policies and archives of a bus that their region does not have. */
export const busNotThere: Rule = {
  name: 'bus-not-there',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
  *check(templates) {
    for (const [type, path] of places) {
      for (const resource of templates.ofType(type)) {
        for (const { path: property, text } of textsAt(resource.properties, path)) {
          const arn = text.startsWith('arn:')
            ? text
            : `arn:aws:events:${resource.region}:${templates.account}:event-bus/${text}`;
          const [, , , region] = arn.split(':');
          if (region === resource.region && !templates.isMissing(arn)) continue;
          yield { at: resource, property, message: `${resource.region} has no bus ${text}; name one that is there` };
        }
      }
    }
  },
};
