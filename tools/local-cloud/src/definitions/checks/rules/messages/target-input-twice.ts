import { resourceRule } from '../../rule.ts';
import { targetsOf } from './rule-targets.ts';

const inputs = ['Input', 'InputPath', 'InputTransformer'];

/** A target gets constant text, a part of the event, or a transformed one. */
export const targetInputTwice = resourceRule('target-input-twice', {
  source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html',
  types: ['AWS::Events::Rule'],
  *check(rule) {
    for (const { path, target } of targetsOf(rule)) {
      const given = inputs.filter((name) => target[name] !== undefined);
      if (given.length < 2) continue;
      yield {
        property: `${path}.${given[1]}`,
        message: `got ${given.join(' and ')}; one of them is allowed: leave one`,
      };
    }
  },
});
